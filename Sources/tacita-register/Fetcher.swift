import Dispatch
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Gets one answer over HTTP: at most 1 MiB, by the deadline, from the host that was asked, tried
/// again with growing pauses when the server is in trouble.
struct Fetcher {
  let deadline: Date

  static let largest = 1 << 20

  /// At most one request in so many seconds.
  static let pause = 2.0
  nonisolated(unsafe) private static var last = Date.distantPast

  func fetch(_ request: URLRequest) throws -> Data {
    var wait = Self.pause
    while true {
      do {
        return try once(request)
      } catch let failure as AskingFailure {
        guard case .unreachable = failure, Date(timeIntervalSinceNow: wait) < deadline else {
          throw failure
        }
        Thread.sleep(forTimeInterval: wait)
        wait *= 2
      }
    }
  }

  private func once(_ request: URLRequest) throws -> Data {
    let due = Self.last.addingTimeInterval(Self.pause)
    if due > Date() {
      guard due < deadline else { throw AskingFailure.timedOut }
      Thread.sleep(until: due)
    }
    Self.last = Date()
    let transfer = Transfer(host: request.url)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCache = nil
    configuration.timeoutIntervalForRequest = max(1, deadline.timeIntervalSinceNow)
    let session = URLSession(configuration: configuration, delegate: transfer, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let task = session.dataTask(with: request)
    task.resume()
    guard transfer.wait(until: deadline) else {
      task.cancel()
      throw AskingFailure.timedOut
    }
    return try transfer.result()
  }
}

/// One transfer as it goes on.
private final class Transfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private let host: URL?
  private let lock = NSLock()
  private let done = DispatchSemaphore(value: 0)
  private var data = Data()
  private var status = 0
  private var failure: AskingFailure?

  init(host: URL?) { self.host = host }

  func wait(until deadline: Date) -> Bool {
    done.wait(timeout: .now() + max(0, deadline.timeIntervalSinceNow)) == .success
  }

  func result() throws -> Data {
    lock.lock()
    defer { lock.unlock() }
    if let failure { throw failure }
    switch status {
    case 200: return data
    case 404: throw AskingFailure.nonsense("the server answered 404")
    case 300..<400: throw AskingFailure.nonsense("the server sends elsewhere")
    case 401, 403: throw AskingFailure.unreachable("the server refuses access (\(status))")
    default: throw AskingFailure.unreachable("the server answered \(status)")
    }
  }

  private func fail(_ failure: AskingFailure) {
    lock.lock()
    if self.failure == nil { self.failure = failure }
    lock.unlock()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    let isSame =
      request.url?.host == host?.host && request.url?.scheme == host?.scheme
      && request.url?.port == host?.port
    if !isSame { fail(.nonsense("the server sends to another host")) }
    completionHandler(isSame ? request : nil)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    lock.lock()
    status = (response as? HTTPURLResponse)?.statusCode ?? 0
    lock.unlock()
    if response.expectedContentLength > Int64(Fetcher.largest) {
      fail(.nonsense("the answer is larger than 1 MiB"))
      completionHandler(.cancel)
    } else {
      completionHandler(.allow)
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive piece: Data) {
    lock.lock()
    data.append(piece)
    let isTooLarge = data.count > Fetcher.largest
    if isTooLarge { data = Data() }
    lock.unlock()
    if isTooLarge {
      fail(.nonsense("the answer is larger than 1 MiB"))
      dataTask.cancel()
      done.signal()
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error {
      let code = (error as? URLError)?.code
      fail(
        code == .timedOut
          ? .timedOut : .unreachable("no connection: \(error.localizedDescription)"))
    }
    done.signal()
  }
}
