import Kernel

/// Piles up all letters and then echoes them. It should echo each when it comes, and keep only a few.
enum Echo {
  static func start(console: any Console, name: String, letters: Int, every: Int) async {
    let post = Post(name: name, count: letters)
    nonisolated(unsafe) var pile: [Letter] = []
    await post.run { letter in
      pile.append(letter)
    }
    for letter in pile where letter.number % every == 0 {
      console.print(letter.text)
    }
  }
}
