// Where running unikernels are written down, a file for each, with the socket of its inspector beside it:
//
//     $XDG_RUNTIME_DIR/mirador/NAME.json  NAME.socket      /tmp/mirador-UID/ where there is no such folder
//                              NAME.control                by which it is stopped to be looked at
//
// Only the user may look into the folder (0700); one that belongs to somebody else is not used. What a
// process left behind that ended without a word is removed by whoever sees it next.

import Foundation

/// The running unikernels of this user.
public struct InstanceRegistry: Sendable {
  public let folder: URL

  public init(environment: [String: String]) {
    let runtime = environment["XDG_RUNTIME_DIR"] ?? ""
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: runtime, isDirectory: &isFolder)
    folder =
      isThere && isFolder.boolValue && runtime.hasPrefix("/")
      ? URL(filePath: runtime).appending(path: "mirador")
      : URL(filePath: "/tmp/mirador-\(getuid())")
  }

  public init(folder: URL) { self.folder = folder }

  /// Those that run, by name.
  public func running() -> [Instance] {
    guard isOurs else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let all = names.filter { $0.hasSuffix(".json") }.sorted().compactMap { file -> Instance? in
      let path = folder.appending(path: file)
      guard let data = try? Data(contentsOf: path),
        let instance = try? JSONDecoder().decode(Instance.self, from: data)
      else { return nil }
      guard instance.isAlive else {
        forget(String(file.dropLast(5)))
        return nil
      }
      return instance
    }
    return all.sorted { ($0.since, $0.name) < ($1.since, $1.name) }
  }

  /// Writes one down. Its name gets a number when it is taken.
  /// - Parameter hasInspector: whether it gets a socket.
  public func enter(
    _ instance: Instance, hasInspector: Bool
  ) throws(InspectFailure) -> Instance {
    try prepare()
    let base = InstanceRegistry.fileName(instance.name)
    for number in 1...999 {
      var instance = instance
      instance.name = number == 1 ? base : "\(base)-\(number)"
      if let old = read(instance.name), !old.isAlive { forget(instance.name) }
      if hasInspector {
        instance.socket = folder.appending(path: instance.name + ".socket").path
      }
      instance.control = folder.appending(path: instance.name + ".control").path
      if try write(instance) { return instance }
    }
    throw .folder(folder.path, "it is full of unikernels called \(base)")
  }

  /// Notes that one that was entered has crashed and is kept.
  public func enterCrash(_ cause: String, of instance: Instance) {
    guard var now = read(instance.name), now.process == instance.process else { return }
    now.crash = cause
    // Whole or not at all.
    let draft = folder.appending(path: ".\(UUID().uuidString)").path
    guard let data = try? JSONEncoder().encode(now),
      FileManager.default.createFile(atPath: draft, contents: data)
    else { return }
    if rename(draft, file(instance.name).path) != 0 { unlink(draft) }
  }

  /// Removes what `enter` wrote.
  public func remove(_ instance: Instance) {
    guard read(instance.name)?.process == instance.process else { return }
    forget(instance.name)
  }

  // MARK: - Files

  private func file(_ name: String) -> URL { folder.appending(path: name + ".json") }

  private func read(_ name: String) -> Instance? {
    guard let data = try? Data(contentsOf: file(name)) else { return nil }
    return try? JSONDecoder().decode(Instance.self, from: data)
  }

  private func forget(_ name: String) {
    unlink(file(name).path)
    unlink(folder.appending(path: name + ".socket").path)
    unlink(folder.appending(path: name + ".control").path)
  }

  /// False: there is one of this name.
  private func write(_ instance: Instance) throws(InspectFailure) -> Bool {
    // Whole or not at all: a link to a finished file fails where there is one.
    let draft = folder.appending(path: ".\(UUID().uuidString)").path
    defer { unlink(draft) }
    guard let data = try? JSONEncoder().encode(instance),
      FileManager.default.createFile(atPath: draft, contents: data)
    else { throw .folder(folder.path, "it cannot be written") }
    guard link(draft, file(instance.name).path) == 0 else {
      guard errno == EEXIST else { throw .folder(folder.path, String(cString: strerror(errno))) }
      return false
    }
    return true
  }

  private func prepare() throws(InspectFailure) {
    if mkdir(folder.path, 0o700) != 0, errno != EEXIST {
      throw .folder(folder.path, String(cString: strerror(errno)))
    }
    guard isOurs else { throw .folder(folder.path, "it is not this user's alone") }
  }

  private var isOurs: Bool {
    var status = stat()
    guard lstat(folder.path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == getuid()
      && status.st_mode & 0o077 == 0
  }

  /// The name as a file has it: a unikernel may be called anything by `--name`.
  static func fileName(_ name: String) -> String {
    let allowed = name.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        || scalar == "-" ? Character(scalar) : "-"
    }
    let short = String(String(allowed.prefix(40)).drop { $0 == "-" })
    return short.isEmpty ? "unikernel" : short
  }
}

/// Why a unikernel cannot be looked into.
public enum InspectFailure: Error, Equatable, Sendable {
  /// The folder of running unikernels.
  case folder(String, String)
  /// The socket cannot be made or reached.
  case socket(String, String)
  /// Whoever holds the port does not pass anything on: another console is there.
  case refused(String)
  /// Nobody answers in time.
  case silent
  /// The unikernel has ended, or its end of the port is gone.
  case gone
  /// ^C.
  case interrupted
  /// It speaks another version of the protocol.
  case version(String)
  /// It cannot be made to stand still; ends with what to do.
  case cannotStop(String)
  /// The image on disk is not the one that runs; ends with what to do.
  case image(String)
}
