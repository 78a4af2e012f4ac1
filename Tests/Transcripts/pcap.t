mirador pcap looks at packets that were captured.

  $ captures=$MIRADOR_ROOT/Tests/Support/Captures
  $ mirador pcap show $captures/conversation.pcapng
  #1  0.000000 alice → switch  ARP who has 10.0.0.2? tell 10.0.0.1
  #2  0.000100 switch → bob    ARP who has 10.0.0.2? tell 10.0.0.1
  #3  0.000200 bob → switch    ARP 10.0.0.2 is at 02:00:00:00:00:0b
  #4  0.000300 alice → switch  ICMP 10.0.0.1 > 10.0.0.2 echo request id=7 seq=1 len=56  [lost]
  #5  0.000400 alice → switch  ICMP 10.0.0.1 > 10.0.0.2 echo request id=7 seq=1 len=56
  #6  0.000500 bob → switch    ICMP 10.0.0.2 > 10.0.0.1 echo reply id=7 seq=1 len=56
  #7  0.000600 switch → alice  ICMP 10.0.0.2 > 10.0.0.1 echo reply id=7 seq=1 len=56  [delayed 3ms]
  #8  0.000700 alice → switch  TCP 10.0.0.1:40000 > 10.0.0.2:80 SYN seq=0 win=64240 len=0 mss=1460 wscale=7 sackOK
  #9  0.000800 bob → switch    TCP 10.0.0.2:80 > 10.0.0.1:40000 SYN ACK seq=0 ack=1 win=64240 len=0 mss=1460 wscale=7 sackOK
  #10 0.000900 alice → switch  TCP 10.0.0.1:40000 > 10.0.0.2:80 ACK seq=1 ack=1 win=64240 len=0
  #11 0.001000 alice → switch  TCP 10.0.0.1:40000 > 10.0.0.2:80 PSH ACK seq=1 ack=1 win=64240 len=100
  #12 0.001100 switch → alice  TCP 10.0.0.2:80 > 10.0.0.1:40000 ACK seq=1 ack=101 win=64240 len=0  [lost]
  #13 0.001200 bob → switch    TCP 10.0.0.2:80 > 10.0.0.1:40000 RST seq=1 win=64240 len=0  [corrupted 3]
  $ mirador pcap show $captures/conversation.pcapng --ladder --from 3 --to 9
              alice                                                            bob
  #3  0.000200  │◄── ARP 10.0.0.2 is at 02:00:00:00:00:0b ──────────────────────│
  #4  0.000300  │─── ICMP echo request id=7 seq=1 len=56 [lost] ────────────✗   │
  #5  0.000400  │─── ICMP echo request id=7 seq=1 len=56 ──────────────────────►│
  #6  0.000500  │◄── ICMP echo reply id=7 seq=1 len=56 ─────────────────────────│
  #7  0.000600  │ ICMP echo reply id=7 seq=1 len=56 [delayed 3ms]               │
                │◄──────────────────────────────                                │
  #8  0.000700  │ TCP 40000>80 SYN seq=0 win=64240 len=0 mss=1460 wscale=7 sackOK
                │──────────────────────────────────────────────────────────────►│
  #9  0.000800  │ TCP 80>40000 SYN ACK seq=0 ack=1 win=64240 len=0 mss=1460     │
                │ wscale=7 sackOK                                               │
                │◄──────────────────────────────────────────────────────────────│

Without UTF-8, or on demand, only ASCII is drawn with.

  $ LC_ALL=C mirador pcap show $captures/conversation.pcapng --to 3
  #1 0.000000 alice -> switch  ARP who has 10.0.0.2? tell 10.0.0.1
  #2 0.000100 switch -> bob    ARP who has 10.0.0.2? tell 10.0.0.1
  #3 0.000200 bob -> switch    ARP 10.0.0.2 is at 02:00:00:00:00:0b
  $ mirador pcap show $captures/conversation.pcapng --ladder --ascii --width 60 --to 5
              alice                                        bob
  #1  0.000000  |--- ARP who has 10.0.0.2? tell 10.0.0.1 -->|
  #3  0.000200  |<-- ARP 10.0.0.2 is at 02:00:00:00:00:0b --|
  #4  0.000300  | ICMP echo request id=7 seq=1 len=56 [lost]|
                |---------------------------------------x   |
  #5  0.000400  |--- ICMP echo request id=7 seq=1 len=56 -->|

What is no capture is refused, and so is what cannot be shown.

  $ mirador pcap show $captures/conversation.pcapng --from 14
  No packets of these numbers.
  $ mirador pcap show missing.pcapng
  mirador: missing.pcapng cannot be read: is it there? Give a file of packets (pcapng or pcap).
  [2]
  $ echo this is no capture > text
  $ mirador pcap show text
  mirador: text: It is no file of packets that can be read: at byte 0, there is no section header. Give a file of packets (pcapng or pcap).
  [2]
  $ mirador pcap show text --from 9 --to 8
  mirador: --from 9 is behind --to 8: exchange them.
  Usage: mirador pcap show <file> [--ladder] [--from <from>] [--to <to>] [--ascii] [--width <width>]
    See './mirador pcap show --help' for more information.
  [2]
  $ mirador pcap show text --width 100
  mirador: --width is about the ladder: add --ladder.
  Usage: mirador pcap show <file> [--ladder] [--from <from>] [--to <to>] [--ascii] [--width <width>]
    See './mirador pcap show --help' for more information.
  [2]
  $ mirador pcap show text --ladder --width 10
  mirador: --width must be 40 to 1000.
  Usage: mirador pcap show <file> [--ladder] [--from <from>] [--to <to>] [--ascii] [--width <width>]
    See './mirador pcap show --help' for more information.
  [2]
