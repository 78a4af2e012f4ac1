#!/bin/sh
#
# Captures real frames between two network namespaces and prints them as fixtures, one a line:
#
#     # what was run
#     hexadecimal digits of the frame
#
# Needs root, and the Debian packages tcpdump, arping, iputils-ping, curl, python3, dnsmasq-base, udhcpc,
# isc-dhcp-client, ndisc6, radvd. Two hosts, "left" (10.7.0.1, 52:54:00:00:07:01) and "right" (10.7.0.2),
# joined by a veth; checksum offload is off, so that what is seen is whole. Nothing outside is touched.
#
#     sudo Tests/Support/Captures/capture.sh > Tests/WireTests/Fixtures/captured.hex
#
set -eu

if [ "${1-}" != inside ]; then
  exec unshare --net --mount --pid --fork --mount-proc "$0" inside
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mount -t tmpfs none /run
ip netns add right
ip link set lo up
ip link add left address 52:54:00:00:07:01 type veth peer name eth0 address 52:54:00:00:07:02 netns right
right() { ip netns exec right "$@"; }
right ip link set lo up
# Real clients' checksums, not those that a card would have filled in.
ethtool -K left tx off >/dev/null 2>&1 || true
right ethtool -K eth0 tx off >/dev/null 2>&1 || true

# Runs $2… while all frames of the link are captured, and prints those that $1, a filter, lets through.
record() {
  filter=$1 && count=$2 && shift 2
  tcpdump -Z root -i left -w "$work/all" -U --immediate-mode >/dev/null 2>"$work/log" &
  pid=$!
  until grep -q listening "$work/log"; do
    kill -0 $pid || { cat "$work/log" >&2; exit 1; }
    sleep 0.1
  done
  "$@" >"$work/out" 2>&1 || true
  sleep 0.5
  kill -INT $pid && wait $pid || true
  tcpdump -Z root -r "$work/all" -w "$work/some" $filter 2>/dev/null
  echo "# $*" | sed "s#$work/##g"
  python3 - "$work/some" "$count" <<'PY'
import struct, sys
data = open(sys.argv[1], "rb").read()[24:]
left = int(sys.argv[2])
while data and left:
  size = struct.unpack("<I", data[8:12])[0]
  print(data[16:16 + size].hex())
  data = data[16 + size:]
  left -= 1
PY
}

# Before the addresses: what hosts do when a link comes up (MLD, duplicate detection, solicitation).
ip link set left mtu 1400 up
up() {
  right ip link set eth0 mtu 1400 up
  sleep 4
}
record "ip6" 12 up
ip address add 10.7.0.1/24 dev left
ip address add fd07::1/64 dev left nodad
right ip address add 10.7.0.2/24 dev eth0
right ip address add fd07::2/64 dev eth0 nodad
sleep 2

record "arp" 2 arping -c 1 -i left 10.7.0.2
record "icmp" 2 ping -c 1 -s 20 10.7.0.2
record "icmp" 2 ping -c 1 -s 21 -R 10.7.0.2
record "icmp6" 4 ping -c 1 -s 20 fd07::2
record "ip" 2 ping -c 1 -s 1400 10.7.0.2
record "ip6" 2 ping -c 1 -s 1400 fd07::2
record "icmp or udp" 2 sh -c "echo x | nc -u -w 1 10.7.0.2 9"
record "icmp6 or udp" 4 sh -c "echo x | nc -u -w 1 fd07::2 9"
right ip link add out type veth peer name away
right ip link set out up
right ip link set away up
right ip address add 10.9.0.2/16 dev out
right ip address add fd09::2/64 dev out nodad
right ip route add unreachable 10.10.0.0/16
right sysctl -qw net.ipv4.ip_forward=1
right sysctl -qw net.ipv6.conf.all.forwarding=1
ip route add default via 10.7.0.2
record "icmp" 2 ping -c 1 -t 1 10.9.0.1
record "icmp" 2 ping -c 1 10.10.0.1
ip -6 route add default via fd07::2
record "icmp6" 3 ping -c 1 -t 1 fd09::1

echo "A small page." >"$work/page"
(cd "$work" && right python3 -m http.server --bind :: 80 >/dev/null 2>&1) &
server=$!
sleep 1
record "tcp" 10 curl -s http://10.7.0.2/page
record "tcp" 10 curl -s "http://[fd07::2]/page"
record "tcp" 2 curl -s http://10.7.0.2:81/page
kill $server

cat >"$work/radvd.conf" <<RADVD
interface eth0 {
  AdvSendAdvert on; MinRtrAdvInterval 3; MaxRtrAdvInterval 4; AdvLinkMTU 1400;
  AdvReachableTime 30000; AdvRetransTimer 1000; AdvDefaultPreference high; AdvOtherConfigFlag on;
  prefix fd07:1::/64 { AdvValidLifetime 7200; AdvPreferredLifetime 3600; };
  RDNSS fd07::53 fd07::54 { AdvRDNSSLifetime 600; };
  DNSSL example.net { };
};
RADVD
right radvd -n -u root -m stderr -C "$work/radvd.conf" -p /run/radvd.pid 2>"$work/radvd" &
sleep 1
record "icmp6 and (ip6[40] = 133 or ip6[40] = 134)" 4 rdisc6 -1 -w 5000 left
record "icmp6 and (ip6[40] = 135 or ip6[40] = 136)" 4 ndisc6 fd07::2 left
cat "$work/radvd" >&2
kill "$(cat /run/radvd.pid)"

right dnsmasq --no-ping --port=0 --dhcp-range=10.7.0.100,10.7.0.150,255.255.255.0,1h --interface=eth0 \
  --dhcp-option=option:router,10.7.0.2 --dhcp-option=option:dns-server,10.7.0.2,10.7.0.3 \
  --dhcp-option=option:classless-static-route,10.8.0.0/16,10.7.0.9,0.0.0.0/0,10.7.0.2 \
  --dhcp-option=option:mtu,1400 --dhcp-option=option:ntp-server,10.7.0.4 --domain=example.net \
  --pid-file=/run/dnsmasq.pid --dhcp-leasefile="$work/leases" --dhcp-authoritative --no-resolv --no-hosts
sleep 1
record "udp port 67 or udp port 68" 4 timeout 20 udhcpc -i left -O 121 -O 26 -n -q -f -s /bin/true -R -x hostname:mirador
record "udp port 67 or udp port 68" 4 \
  timeout 30 dhclient -4 -1 -d -sf /bin/true -lf "$work/client" -pf /run/dhclient.pid left
kill "$(cat /run/dnsmasq.pid)"
