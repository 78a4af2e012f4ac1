/// What a message is for (RFC 2132, section 9.6; RFC 3203).
public enum DHCPMessageType: UInt8, Sendable {
  case discover = 1
  case offer = 2
  case request = 3
  case decline = 4
  case acknowledge = 5
  case refuse = 6
  case release = 7
  case inform = 8
  case forceRenew = 9
}
