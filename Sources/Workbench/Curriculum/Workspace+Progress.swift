import Foundation

extension Workspace {
  /// Where the progress file is.
  public var progressFile: URL { directory.appending(path: ".progress.json") }

  /// Reads the progress. A file that cannot be understood is set aside, never overwritten.
  /// - Returns: the progress, and a notice for the learner when the file was set aside.
  public func loadProgress(
    at time: Date = Date()
  ) throws(EnvironmentFault) -> (progress: LearnerProgress, notice: String?) {
    let file = progressFile
    guard FileManager.default.fileExists(atPath: file.path) else { return (LearnerProgress(), nil) }
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw EnvironmentFault("read", file.path, error)
    }
    let reason: String
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      let progress = try decoder.decode(LearnerProgress.self, from: data)
      if progress.format == 1 { return (progress, nil) }
      reason = "it has format \(progress.format), this version reads format 1"
    } catch {
      reason = data.isEmpty ? "it is empty" : "it is damaged"
    }
    return (LearnerProgress(), try setAside(file, reason, at: time))
  }

  /// Writes the progress, crash-safely.
  public func save(_ progress: LearnerProgress) throws(EnvironmentFault) {
    try create(directory)
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(progress) else {
      throw EnvironmentFault("The progress cannot be encoded. Please report this as a bug.")
    }
    try SafeFile.write(Array(data) + [0x0A], to: progressFile)
  }

  private func setAside(
    _ file: URL, _ reason: String, at time: Date
  ) throws(EnvironmentFault) -> String {
    let base = ".progress.json.damaged-\(Workspace.stamp(time))"
    var kept = directory.appending(path: base)
    var number = 2
    while FileManager.default.fileExists(atPath: kept.path) {
      kept = directory.appending(path: "\(base)-\(number)")
      number += 1
    }
    guard rename(file.path, kept.path) == 0 else {
      throw EnvironmentFault("set aside", file.path, errno: errno)
    }
    return Messages.setAside(kept.path, reason)
  }
}
