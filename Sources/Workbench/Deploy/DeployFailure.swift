/// Why a file for a host cannot be written.
public enum DeployFailure: Error, Equatable, Sendable {
  /// The image is for another target.
  case target(String, needs: String, is: String)
  /// The image's path is not absolute.
  case path(String)
  /// Mebibytes that no machine can have.
  case memory(Int)
  /// Boot arguments that a virtual machine does not take; the reason.
  case arguments(String)
  /// A network of the image has no interface of the host.
  case missingNetwork(String)
  /// An interface is given for a network that the image does not drive; those it does.
  case unknownNetwork(String, [String])
  /// No name of an interface.
  case interface(String)
  /// The image drives hardware that a host is not given here; its name and who lacks it.
  case unsupported(String, by: String)
  /// A text that a format has no way to say; the format.
  case unspeakable(String, String)
}

extension DeployFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .target(let what, let needed, let given):
      "\(what) runs images of the target \(needed), and this one is for \(given); "
        + "build it again with: mirador build -t \(needed)"
    case .path(let path):
      "a host finds an image by its absolute path, which \"\(path)\" is not; give one that starts with /"
    case .memory(let mebibytes):
      "\(mebibytes) is no number of mebibytes for it; give --memory 2 to 65536"
    case .arguments(let why): why
    case .missingNetwork(let name):
      "the image drives the network \"\(name)\", and no interface of the host is given for it; "
        + "name a TAP interface for \(name)"
    case .unknownNetwork(let name, let all):
      "the image drives no network \"\(name)\" (\(all.isEmpty ? "it drives none" : all.joined(separator: ", "))); "
        + "leave it out or correct its name"
    case .interface(let name):
      "\"\(name)\" is no name of a network interface; give one that `ip link` shows"
    case .unsupported(let name, let what):
      "the image drives \"\(name)\", for which \(what) has nothing yet; start it with: mirador run"
    case .unspeakable(let text, let format):
      "\(text.debugDescription) holds a character that cannot be in \(format); leave it out"
    }
  }
}
