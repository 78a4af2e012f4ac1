import Exhibit
import Kernel

/// A museum by night. It works, and nobody can see what it does.
enum Museum {
  static func start(
    console: any Console, clock: any MonotonicClock, name: String, guests: Int, staying: Int,
    strike: Duration, seed: Int
  ) async {
    let door = Door(console: console, clock: clock)
    Rooms(seed: seed, clock: clock).open()
    console.print("Open for \(name)")
    for guest in Guest.all(guests, staying, of: name) { Task { await door.visit(guest) } }
    for await tick in every(strike, on: clock) {
      console.print("The clock strikes \(tick.number)")
    }
  }
}

/// Lets guests in and out.
struct Door: Sendable {
  let console: any Console
  let clock: any MonotonicClock
  let book = Guestbook()

  func visit(_ guest: Guest) async {
    book.enter(guest, at: clock.now)
    try? await clock.sleep(for: guest.time)
    book.leave(guest, at: clock.now)
    console.print("\(guest.name) leaves")
  }
}
