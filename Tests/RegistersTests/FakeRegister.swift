import Foundation
import TestSupport
import Testing

/// A server on this machine that answers as registers do, and misbehaves as the network does; each
/// manner has a path of its own.
final class FakeRegister: Sendable {
  private let process = Process()
  let folder: TemporaryFolder
  let port: Int
  let securePort: Int

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.program, to: "server.py")
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/openssl")
    openssl.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", folder.path("key.pem"), "-out", folder.path("cert.pem"), "-days", "2", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", folder.path("server.py"), folder.path, Vectors.folder?.path ?? "/nonexistent",
    ]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    let ports = line.split(separator: " ").compactMap { Int($0.filter(\.isNumber)) }
    (port, securePort) = (try #require(ports.first), try #require(ports.last))
  }

  deinit { process.terminate() }

  func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }
  func secureURL(_ path: String) -> String { "https://localhost:\(securePort)/\(path)" }

  /// Requests to `path` so far, each with its headers and body.
  func requests(_ path: String) throws -> [String] {
    let log = (try? folder.text(of: "log")) ?? ""
    return log.split(separator: "\u{1e}").map(String.init).filter {
      $0.hasPrefix("/\(path) ") || $0.hasPrefix("/\(path)?")
    }
  }

  private static let program = #"""
    import http.server, json, os, ssl, sys, threading, time
    folder, vectors = sys.argv[1], sys.argv[2]
    lock = threading.Lock()
    counts = {}

    def bomb():
        names = "".join('<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10 if i else "ha") for i in range(12))
        return ('<?xml version="1.0"?><!DOCTYPE x [%s]><x>&a11;</x>' % names).encode()

    def soap(body):
        return ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>%s</s:Body></s:Envelope>' % body).encode()

    def npi(number, status="A", kind="NPI-1"):
        return json.dumps({"result_count": 1, "results": [{"number": number, "enumeration_type": kind,
            "basic": {"first_name": "JOHN", "last_name": "SMITH", "organization_name": "CLINIC", "status": status},
            "taxonomies": [{"code": "1", "desc": "x", "primary": False}, {"code": "207Q00000X", "desc": "Family Medicine", "primary": True}]}]}).encode()

    def fhir(active=True, number="10000000017"):
        return json.dumps({"resourceType": "Bundle", "total": 1, "entry": [{"resource": {"resourceType": "Practitioner",
            "active": active, "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.1", "value": number}],
            "name": [{"family": "MARTIN", "given": ["Anne"]}]}}]}).encode()

    answers = {
        "npi-active": npi("1234567893"), "npi-ended": npi("1234567893", "D"),
        "npi-organisation": npi("1234567893", "A", "NPI-2"), "npi-other": npi("1000000004"),
        "npi-none": b'{"result_count": 0, "results": []}',
        "npi-errors": b'{"Errors": [{"description": "Field number requires 10 digits", "number": "06"}]}',
        "npi-list": b"[]", "npi-no-status": b'{"result_count":1,"results":[{"number":"1234567893","basic":{}}]}',
        "fhir-active": fhir(), "fhir-ended": fhir(False), "fhir-other": fhir(True, "10000000025"),
        "fhir-none": b'{"resourceType": "Bundle", "total": 0}', "fhir-silent": b'{"resourceType": "Bundle"}',
        "fhir-error": b'{"resourceType": "OperationOutcome"}',
        "bomb": bomb(), "html": b"<html><body>Service unavailable</body></html>", "cut": soap("")[:-9],
        "empty": b"", "fault": soap("<s:Fault><faultstring>busy</faultstring></s:Fault>"),
        "no-list": soap('<ListHcpApprox4Result xmlns="http://services.cibg.nl/ExternalUser"/>'),
        "deep": b"<a>" * 5000, "utf16": soap("").decode().encode("utf-16"),
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *ignored): pass
        def do_POST(self): self.handle_any()
        def do_GET(self): self.handle_any()
        def reply(self, body, status=200, headers=()):
            self.send_response(status)
            for name, value in headers: self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)
        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with lock:
                with open(folder + "/log", "a") as log:
                    log.write("%s %s\n%s\n\x1e" % (self.path, dict(self.headers), body.decode()))
            name = self.path.split("?")[0].strip("/")
            try: self.answer(name, body)
            except (BrokenPipeError, ConnectionResetError): pass
        def answer(self, name, body):
            if name in answers: return self.reply(answers[name])
            if name in ("active", "ended", "restricted", "notfound"):
                return self.reply(open(vectors + "/big/" + name + ".xml", "rb").read())
            if name in ("doctype", "doctype-utf16"):
                text = open(vectors + "/big/active.xml").read()
                text = text.replace("?>", '?><!DOCTYPE x [<!ENTITY v "A. de Vries">]>', 1).replace(">A. de Vries<", ">&v;<")
                if name == "doctype": return self.reply(text.encode())
                return self.reply(text.replace("utf-8", "utf-16").encode("utf-16"))
            if name == "decimal":
                return self.reply(open(vectors + "/big/active.xml", "rb").read().replace(b"89012345601", b"9000000001"))
            if name == "past-measure":
                text = open(vectors + "/big/restricted.xml", "rb").read()
                return self.reply(text.replace(b"<EndDate>0001-01-01", b"<EndDate>2025-04-30"))
            if name == "other-number":
                return self.reply(open(vectors + "/big/active.xml", "rb").read().replace(b"89012345601", b"99012345630"))
            if name == "500": return self.reply(b"no", 500)
            if name == "403": return self.reply(b"no", 403)
            if name == "once-500":
                with lock: counts[name] = counts.get(name, 0) + 1
                if counts[name] == 1: return self.reply(b"no", 503)
                return self.reply(open(vectors + "/big/active.xml", "rb").read())
            if name == "slow":
                self.send_response(200); self.send_header("Content-Length", "1000"); self.end_headers()
                for _ in range(60):
                    self.wfile.write(b" "); self.wfile.flush(); time.sleep(1)
                return
            if name == "silent": return time.sleep(60)
            if name == "large": return self.reply(b" " * (10 << 20))
            if name == "large-unsaid":
                self.send_response(200); self.send_header("Connection", "close"); self.end_headers()
                for _ in range(160): self.wfile.write(b" " * 65536)
                self.close_connection = True
                return
            if name == "away":
                return self.reply(b"", 302, [("Location", "http://localhost:%d/active" % port)])
            if name == "here":
                return self.reply(b"", 307, [("Location", "/active")])
            self.reply(b"", 404)

    plain = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    secure = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    port = plain.server_address[1]
    print(port, secure.server_address[1], flush=True)
    threading.Thread(target=secure.serve_forever, daemon=True).start()
    threading.Thread(target=plain.serve_forever, daemon=True).start()
    # Ends with the tests that started it, however they end.
    parent = os.getppid()
    while os.getppid() == parent: time.sleep(1)
    os._exit(0)
    """#
}
