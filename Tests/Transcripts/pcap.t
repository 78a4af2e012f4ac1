mirador pcap looks at packets that were captured.

  $ captures=$MIRADOR_ROOT/Tests/Support/Captures
  $ mirador pcap show $captures/conversation.pcapng
  $ mirador pcap show $captures/conversation.pcapng --ladder --from 3 --to 9

Without UTF-8, or on demand, only ASCII is drawn with.

  $ LC_ALL=C mirador pcap show $captures/conversation.pcapng --to 3
  $ mirador pcap show $captures/conversation.pcapng --ladder --ascii --width 60 --to 5

What is no capture is refused, and so is what cannot be shown.

  $ mirador pcap show $captures/conversation.pcapng --from 14
  $ mirador pcap show missing.pcapng
  $ echo this is no capture > text
  $ mirador pcap show text
  $ mirador pcap show text --from 9 --to 8
  $ mirador pcap show text --width 100
  $ mirador pcap show text --ladder --width 10
