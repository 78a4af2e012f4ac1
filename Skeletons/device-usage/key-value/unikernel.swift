import Kernel

/// Reads one value of a store whose content was linked into the image.
enum Secret {
  static func start(console: any Console, store: any KeyValueReader) async {
    do throws(KeyValueFailure) {
      let value = try await store.get("secret")
      let isRight = value == Array("foo\n".utf8)
      console.print(isRight ? "The secret is as expected." : "The secret is another one.")
    } catch {
      console.print("The store has no secret.")
    }
  }
}
