// Makes a namespace with a client in it that never ends, says which, and waits: for a test that kills it.
// When it is refused one, it says why and exits with 1.

import Foundation
import Switching
import Wire

func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

do {
  let segment = try NetworkSegment("lan")
  let clients = try ClientNamespace([
    ClientInterface(
      address: MACAddress(2, 0, 0, 0, 0, 1),
      ipv4: [IPv4Prefix(IPv4Address(10, 0, 0, 1), length: 24)])
  ])
  try segment.attach(clients, as: "clients")
  async let client = clients.run("ping", ["-q", "10.0.0.2"], budget: .seconds(600))
  // Its question for 10.0.0.2 shows that it runs.
  while !segment.capture().packets.contains(where: { $0.bytes[12...13] == [0x08, 0x06] }) {
    try await Task.sleep(for: .milliseconds(5))
  }
  say(clients.identity)
  _ = try await client
} catch {
  say("\(error)")
  exit(1)
}
