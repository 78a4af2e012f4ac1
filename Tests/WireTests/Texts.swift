import Bytes

@testable import Wire

// The texts of `Dissection`.

func hex(_ bytes: ArraySlice<UInt8>) -> String {
  bytes.isEmpty ? "-" : Hexadecimal.text(Array(bytes).span.bytes)
}

func hex(_ number: some BinaryInteger, _ digits: Int) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

extension ICMPv4Message {
  var text: String {
    switch self {
    case .echoReply(let identifier, let number): "echo-reply \(identifier) \(number)"
    case .echoRequest(let identifier, let number): "echo-request \(identifier) \(number)"
    case .destinationUnreachable(let reason, let mtu):
      "unreachable \(reason.rawValue) mtu \(mtu)"
    case .redirect(let code, let gateway): "redirect \(code) \(gateway)"
    case .timeExceeded(let which): "time-exceeded \(which.rawValue)"
    case .parameterProblem(let code, let pointer): "parameter-problem \(code) \(pointer)"
    case .other(let type, let code, let word): "other \(type) \(code) \(word)"
    }
  }
}

extension ICMPv6Message {
  var text: String {
    switch self {
    case .echoReply(let identifier, let number): "echo-reply \(identifier) \(number)"
    case .echoRequest(let identifier, let number): "echo-request \(identifier) \(number)"
    case .destinationUnreachable(let reason): "unreachable \(reason.rawValue)"
    case .packetTooBig(let mtu): "too-big \(mtu)"
    case .timeExceeded(let which): "time-exceeded \(which.rawValue)"
    case .parameterProblem(let problem, let pointer):
      "parameter-problem \(problem.rawValue) \(pointer)"
    case .other(let type, let code, let word): "other \(type.rawValue) \(code) \(word)"
    }
  }
}

extension TCPHeader {
  var text: String {
    let blocks = (0..<options.sackBlocks.count).map { index in
      let block = options.sackBlocks[index]
      return "\(block.left.rawValue)-\(block.right.rawValue)"
    }
    return "tcp \(sourcePort) \(destinationPort) seq \(sequenceNumber.rawValue) "
      + "ack \(acknowledgmentNumber.rawValue) flags \(flags.rawValue) win \(window) "
      + "urg \(urgentPointer) mss \(options.maximumSegmentSize.map { "\($0)" } ?? "-") "
      + "ws \(options.windowScale.map { "\($0)" } ?? "-") "
      + "sackok \(options.sackPermitted ? 1 : 0) "
      + "ts \(options.timestamps.map { "\($0.value):\($0.echo)" } ?? "-") "
      + "sack \(blocks.isEmpty ? "-" : blocks.joined(separator: ","))"
  }
}

extension RouterAdvertisement {
  var lines: [String] {
    var lines = [
      "ra hop \(currentHopLimit) m \(isManaged ? 1 : 0) o \(hasOtherConfiguration ? 1 : 0) "
        + "pref \(preference.rawValue) lifetime \(routerLifetime) reachable \(reachableTime) "
        + "retrans \(retransmissionTimer) lla \(sourceLinkLayerAddress?.description ?? "-") "
        + "mtu \(mtu.map { "\($0)" } ?? "-")"
    ]
    for index in 0..<prefixes.count {
      let prefix = prefixes[index]
      lines.append(
        "prefix \(prefix.prefix) l \(prefix.isOnLink ? 1 : 0) a \(prefix.isAutonomous ? 1 : 0) "
          + "valid \(prefix.validLifetime) preferred \(prefix.preferredLifetime)")
    }
    for index in 0..<resolvers.count {
      lines.append("resolver \(resolvers[index].address) \(resolvers[index].lifetime)")
    }
    return lines
  }
}

extension ListenerQuery {
  var text: String {
    let sources = version2?.sources.map(\.description).joined(separator: ",") ?? ""
    let rest = version2.map {
      " s \($0.isSuppressed ? 1 : 0) qrv \($0.robustness) qqic \($0.queryIntervalCode) "
        + "sources \(sources.isEmpty ? "-" : sources)"
    }
    return "query \(maximumResponseCode) \(group)" + (rest ?? "")
  }
}

extension DHCPMessage {
  var lines: [String] {
    var lines = [
      "dhcp \(operation.rawValue) hops \(hops) xid \(transactionIdentifier) secs \(seconds) "
        + "b \(isBroadcast ? 1 : 0) ci \(clientAddress) yi \(yourAddress) "
        + "si \(nextServerAddress) gi \(relayAddress) ch \(clientHardwareAddress) "
        + "sname \(hex(serverName[...])) file \(hex(bootFile[...]))"
    ]
    for option in options {
      var name = String(String(describing: option).prefix { $0 != "(" })
      if case .other = option { name = "other" }
      lines.append("option \(option.code.rawValue) \(name) \(hex(option.data[...]))")
    }
    return lines
  }
}
