import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An XML element with its text and its children.
final class XMLTree {
  let name: String
  var text = ""
  var children: [XMLTree] = []

  init(_ name: String) { self.name = name }

  func child(_ name: String) -> XMLTree? { children.first { $0.name == name } }
  func children(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

  /// The text of a child; nil when it is missing or blank.
  func text(_ name: String) -> String? {
    let text = child(name)?.text.trimmingCharacters(in: .whitespacesAndNewlines)
    return text?.isEmpty == false ? text : nil
  }

  /// The document in `data`. A document that declares types or entities is refused before it is
  /// parsed, because SOAP forbids them. Any encoding that could hide such a declaration is refused
  /// too.
  static func parse(_ data: Data) throws -> XMLTree {
    guard let text = String(data: data, encoding: .utf8), !data.contains(0) else {
      throw QueryError.nonsense("the answer is not UTF-8")
    }
    guard !text.contains("<!DOCTYPE"), !text.contains("<!ENTITY") else {
      throw QueryError.nonsense("the answer declares a document type")
    }
    if let declaration = text.range(of: "encoding=") {
      let encoding = text[declaration.upperBound...].prefix(8).lowercased()
      guard encoding.contains("utf-8") else {
        throw QueryError.nonsense("the answer is not UTF-8")
      }
    }
    let builder = Builder()
    let parser = XMLParser(data: data)
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    guard parser.parse(), !builder.isTooDeep, let root = builder.root else {
      throw QueryError.nonsense("the answer is not XML")
    }
    return root
  }

  private final class Builder: NSObject, XMLParserDelegate {
    private(set) var root: XMLTree?
    private(set) var isTooDeep = false
    private var open: [XMLTree] = []

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
      qualifiedName qName: String?, attributes attributeDict: [String: String]
    ) {
      let element = XMLTree(elementName)
      open.last?.children.append(element)
      if root == nil { root = element }
      open.append(element)
      if open.count > 32 {
        isTooDeep = true
        parser.abortParsing()
      }
    }

    func parser(
      _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
      qualifiedName qName: String?
    ) {
      open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      open.last?.text += string
    }
  }
}
