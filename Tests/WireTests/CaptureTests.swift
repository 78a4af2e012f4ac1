import Testing

@testable import Wire

/// Frames of Linux and of programs, captured by Tests/Support/Captures/capture.sh.
@Suite struct CaptureTests {
  @Test func `frames of real hosts are understood, and emitted as they were`() throws {
    let fixtures = try Fixture.all(in: "captured.hex")
    #expect(fixtures.count > 50)
    var shortened = 0
    for fixture in fixtures {
      let dissection = try Dissection(fixture.frame)
      if dissection.emitted.count == fixture.frame.count {
        #expect(dissection.emitted == fixture.frame, "\(fixture.origin)\n\(dissection.text)")
        continue
      }
      // An option of neighbour discovery that is not known here, such as a nonce (RFC 7527), is left out.
      shortened += 1
      #expect(dissection.text.contains("\nns ") || dissection.text.contains("\nra "))
      #expect(try Dissection(dissection.emitted).text == dissection.text)
    }
    #expect(shortened < 8)
  }

  @Test(arguments: [
    ("arping", "arp 2"), ("ping -c 1 -s 20 10", "icmpv4 echo-reply"),
    ("ping -c 1 -s 21", "opts 07"),
    ("ping -c 1 -s 1400 10", "mf 1"), ("ping -c 1 -s 1400 fd", "fragment 58 off 1352 mf 0"),
    ("ping -c 1 -s 20 fd", "icmpv6 echo-reply"), ("ping -c 1 -t 1 10", "time-exceeded 0\nquote"),
    ("sh -c echo x | nc -u -w 1 10", "unreachable 3 mtu 0\nquote 10.7.0.1 10.7.0.2 17"),
    ("sh -c echo x | nc -u -w 1 fd", "icmpv6 unreachable 4"), ("up", "record 4 ff02::1:ff00:70"),
    ("up", "payload proto 58 alert 0\nreport 1"), ("up", "rs lla 52:54:00:00:07:01"),
    ("curl -s http://10.7.0.2/page", "flags 2 win 6"),
    ("curl -s http://10.7.0.2/page", "mss 1360 ws 10 sackok 1 ts"),
    ("curl -s http://[fd07::2]/page", "data 4120736d616c6c20706167652e0a"),
    ("curl -s http://10.7.0.2:81", "flags 20 win 0"), ("ndisc6", "na fd07::2 r 1 s 1 o 1"),
    ("rdisc6", "m 0 o 1 pref 1 lifetime"), ("rdisc6", "prefix fd07:1::/64 l 1 a 1 valid 7200"),
    ("rdisc6", "resolver fd07::54 600"), ("timeout 20 udhcpc", "option 53 messageType 01"),
    ("timeout 20 udhcpc", "option 121 classlessRoutes 100a080a070009000a070002"),
    ("timeout 20 udhcpc", "option 51 leaseTime 00000e10"),
    ("timeout 30 dhclient", "option 53 messageType 05"),
    ("timeout 20 udhcpc", "option 26 interfaceMTU 0578"),
  ])
  func `what was done is seen in the frames`(origin: String, text: String) throws {
    let texts = try Fixture.all(in: "captured.hex").filter { $0.origin.hasPrefix(origin) }.map {
      try Dissection($0.frame).text
    }
    #expect(!texts.isEmpty)
    #expect(texts.contains { $0.contains(text) }, "\(texts.joined(separator: "\n\n"))")
  }

  @Test func `a frame that was cut anywhere traps nothing`() throws {
    for fixture in try Fixture.all(in: "captured.hex") {
      for count in 0..<fixture.frame.count {
        _ = try? Dissection(Array(fixture.frame.prefix(count)))
      }
    }
  }
}
