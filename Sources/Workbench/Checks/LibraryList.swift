import Curriculum
import Foundation
import Manifest

/// What an image's own bill of materials lists.
public enum LibraryList {
  /// `NAME VERSION` for each library, in the bill's order.
  public static func read(_ artifact: Artifact) throws(EnvironmentFault) -> [String] {
    do {
      return try ManifestNote.read(image: artifact.executable).libraries.map {
        $0.name + " " + $0.version
      }
    } catch {
      throw EnvironmentFault(error.description)
    }
  }
}
