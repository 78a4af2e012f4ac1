import CSwitching
import Foundation
import Processes
import Time

/// A descriptor that frames come from and go to, with what waits for it. Belongs to its segment's lock.
final class SegmentPort {
  let number: PortNumber
  let name: String
  let descriptor: Descriptor
  /// Else it is a TAP.
  let isSocket: Bool
  var injector: FaultInjector?
  var statistics = PortStatistics()
  /// Nothing can come any more; what is sent is counted as unreachable.
  var isGone = false
  /// Frames for which there was no room, in order.
  private var queue: [Queued] = []
  private var queuedBytes = 0
  /// Frames in the segment's receive buffer, or of the queue, that are about to be sent.
  private var batch: [switching_frame] = []
  private var batchNumbers: [UInt64] = []

  private struct Queued {
    var bytes: [UInt8]
    var number: UInt64
  }

  init(_ number: PortNumber, _ name: String, _ descriptor: Descriptor, isSocket: Bool) {
    self.number = number
    self.name = name
    self.descriptor = descriptor
    self.isSocket = isSocket
  }

  /// Whether it waits until there is room.
  var isWaiting: Bool { !queue.isEmpty }

  /// Takes a frame that stays where it is until `flush`.
  /// - Returns: false: it was dropped, for too much is waiting.
  func send(_ bytes: UnsafeRawBufferPointer, _ number: UInt64) -> Bool {
    guard queue.isEmpty else { return enqueue(bytes, number) }
    batch.append(switching_frame(bytes: bytes.baseAddress, size: bytes.count))
    batchNumbers.append(number)
    return true
  }

  var hasBatch: Bool { !batch.isEmpty }
  var isBatchFull: Bool { batch.count == Int(SWITCHING_BATCH) }

  /// Sends what was taken; what does not go out now is copied and waits.
  /// - Returns: numbers of frames that were dropped.
  func flush() -> [UInt64] {
    guard !batch.isEmpty else { return [] }
    var dropped: [UInt64] = []
    var done = 0
    while done < batch.count {
      let (sent, error) = transmit(batch[done...])
      done += sent
      guard error != 0 else { continue }
      guard error == EAGAIN else {
        refuse(1)
        done += 1
        continue
      }
      for index in done..<batch.count {
        let frame = UnsafeRawBufferPointer(start: batch[index].bytes, count: batch[index].size)
        if !enqueue(frame, batchNumbers[index]) { dropped.append(batchNumbers[index]) }
      }
      break
    }
    batch.removeAll(keepingCapacity: true)
    batchNumbers.removeAll(keepingCapacity: true)
    return dropped
  }

  /// Sends what waits, as far as there is room.
  func drain() {
    var done = 0
    while done < queue.count {
      let (sent, error) = queue[done].bytes.withUnsafeBytes { bytes in
        transmit([switching_frame(bytes: bytes.baseAddress, size: bytes.count)])
      }
      if error == EAGAIN { break }
      if sent == 0 { refuse(1) }
      queuedBytes -= queue[done].bytes.count
      done += 1
    }
    queue.removeSubrange(..<done)
  }

  /// Nobody will take what waits.
  func close() {
    isGone = true
    refuse(queue.count)
    queue.removeAll()
    queuedBytes = 0
  }

  private func refuse(_ count: Int) { statistics.unreachable += count }

  private func enqueue(_ bytes: UnsafeRawBufferPointer, _ number: UInt64) -> Bool {
    guard queue.count < SwitchLimits.queueFrames,
      queuedBytes + bytes.count <= SwitchLimits.queueBytes
    else {
      statistics.overflowed += 1
      return false
    }
    queue.append(Queued(bytes: Array(bytes), number: number))
    queuedBytes += bytes.count
    return true
  }

  private func transmit(_ frames: ArraySlice<switching_frame>) -> (sent: Int, error: Int32) {
    var error: Int32 = 0
    let sent = frames.withUnsafeBufferPointer {
      Int(
        switching_send(
          descriptor.number, isSocket, $0.baseAddress, Int32(min($0.count, Int(SWITCHING_BATCH))),
          &error))
    }
    statistics.sentFrames += sent
    for frame in frames.prefix(sent) { statistics.sentBytes += frame.size }
    return (sent, error)
  }
}
