import Foundation

extension ChildProcess {
  /// Starts the child as the leader of a new session: descriptors 0 (nothing to read), 1, 2 and
  /// those asked for, no other; every signal at its default.
  func spawn(
    _ request: ChildRequest, pipes: [ChildRequest.Channel: ChildPipe]
  ) throws(SystemFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // First out of the way, so that no dup2 overwrites the source of a later one.
    var copies: [Descriptor] = []
    var last: Int32 = 2
    func pass(_ source: Int32, as target: Int32) throws(SystemFailure) {
      let copy = try Descriptor(fcntl(source, F_DUPFD_CLOEXEC, 64), "fcntl")
      copies.append(copy)
      posix_spawn_file_actions_adddup2(&actions, copy.number, target)
      last = max(last, target)
    }
    if let input = request.input {
      let file = try temporaryFile(holding: input)
      copies.append(file)
      try pass(file.number, as: 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    for (channel, pipe) in pipes { try pass(pipe.writer.number, as: channel.rawValue) }
    if let inherited = request.inherited { try pass(inherited, as: 4) }
    for (target, source) in request.passed { try pass(source, as: target) }
    for number in openDescriptors(above: last) {
      posix_spawn_file_actions_addclose(&actions, number)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID; Swift sees no _GNU_SOURCE names.
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | newSession)

    let environment = request.environment.map { "\($0.key)=\($0.value)" }
    var child: pid_t = 0
    let words = words(of: request)
    let code = withCStrings(words) { arguments in
      withCStrings(environment) { environment in
        var code: Int32
        var patience = 50
        repeat {
          code = posix_spawn(
            &child, words[0], &actions, &attributes, arguments, environment)
          // A program just written is busy while a child that another thread starts holds our
          // descriptor, for the moment between its fork and its exec.
          if code == ETXTBSY { usleep(10_000) }
          patience -= 1
        } while code == ETXTBSY && patience > 0
        return code
      }
    }
    guard code == 0 else { throw SystemFailure(request.program, code) }
    withExtendedLifetime(copies) {}
    return child
  }
}

/// Program and arguments. Another directory is `env`'s business: Swift sees no
/// posix_spawn_file_actions_addchdir_np.
private func words(of request: ChildRequest) -> [String] {
  let words = [request.program] + request.arguments
  guard let directory = request.directory else { return words }
  return ["/usr/bin/env", "-C", directory] + words
}

/// The descriptors above `last` that a child would inherit: not ours, which close on exec, but
/// those that came with this process or that a library left open.
private func openDescriptors(above last: Int32) -> [Int32] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
  return names.compactMap { Int32($0) }.filter { number in
    let flags = fcntl(number, F_GETFD)
    return number > last && flags >= 0 && flags & FD_CLOEXEC == 0
  }
}

/// A file without a name that holds `text`, to be read from its start.
private func temporaryFile(holding text: String) throws(SystemFailure) -> Descriptor {
  let file = try TemporaryFile.unnamed("input")
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
    guard count > 0 else { throw SystemFailure("write", errno) }
    rest = rest.dropFirst(count)
  }
  lseek(file.number, 0, SEEK_SET)
  return file
}
