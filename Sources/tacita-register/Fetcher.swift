import Dispatch
import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Fetches one answer over HTTP: at most 1 MiB, before the deadline, only from the host that was
/// asked. If the server fails, it tries again, with growing pauses.
struct Fetcher {
  let deadline: Date

  static let largest = 1 << 20

  /// The shortest time between two requests, in seconds.
  static let pause = 2.0
  nonisolated(unsafe) private static var last = Date.distantPast

  func fetch(_ request: URLRequest) throws -> Data {
    var wait = Self.pause
    while true {
      do {
        return try once(request)
      } catch let failure as QueryError {
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
      guard due < deadline else { throw QueryError.timedOut }
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
      throw QueryError.timedOut
    }
    return try transfer.result()
  }
}

/// One running transfer.
private final class Transfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private let host: URL?
  private let lock = NSLock()
  private let done = DispatchSemaphore(value: 0)
  private var data = Data()
  private var status = 0
  private var failure: QueryError?

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
    case 404: throw QueryError.nonsense("the server answered 404")
    case 300..<400: throw QueryError.nonsense("the server answered with a redirect")
    case 401, 403: throw QueryError.unreachable("the server refuses access (\(status))")
    default: throw QueryError.unreachable("the server answered \(status)")
    }
  }

  private func fail(_ failure: QueryError) {
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
    if !isSame { fail(.nonsense("the server redirects to another host")) }
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
