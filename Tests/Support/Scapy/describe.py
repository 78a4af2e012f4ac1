"""Says what scapy finds in a frame, in the words of Tests/WireTests/Dissection.swift.

A second opinion: nothing here knows of our parsers. Needs Debian's python3-scapy.

    describe.py corpus SEED COUNT   frames that scapy made, one a line: HEX TEXT ("|" ends a line of the text)
    describe.py check               reads such lines, made by us, and says where scapy does not agree
"""

import random
import socket
import struct
import sys
import warnings

warnings.filterwarnings("ignore")
import logging  # noqa: E402

logging.getLogger("scapy").setLevel(logging.ERROR)
from scapy.config import conf  # noqa: E402

conf.ipv6_enabled = True
from scapy.all import (  # noqa: E402
    ARP, BOOTP, DHCP, ICMP, IP, TCP, UDP, Dot1Q, Ether, Raw)
from scapy.layers import inet6  # noqa: E402

# What is above is not looked at by scapy: it hangs on some options of DHCP (a classless route that is cut).
UDP.payload_guess = TCP.payload_guess = []

R = random.Random()


def hx(data):
    return bytes(data).hex() or "-"


def v6(text):
    return socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, text))


# -- Describing -----------------------------------------------------------------------------------

def describe(frame):
    lines = []
    ether = Ether(frame)
    tag, kind, body = "", ether.type, ether.payload
    if isinstance(body, Dot1Q):
        value = body.prio << 13 | body.id << 12 | body.vlan
        tag, kind, body = f" tag {value:04x}", body.type, body.payload
    lines.append(f"ether {ether.dst} {ether.src} {kind:04x}{tag}")
    if isinstance(body, ARP):
        lines.append(f"arp {body.op} {body.hwsrc} {body.psrc} {body.hwdst} {body.pdst}")
    elif isinstance(body, IP):
        ipv4(body, lines)
    elif isinstance(body, inet6.IPv6):
        ipv6(body, lines)
    else:
        lines.append("data " + hx(bytes(body)))
    return "\n".join(lines)


def ipv4(ip, lines):
    raw = ip.original
    options = raw[20:ip.ihl * 4]
    lines.append(
        f"ipv4 {ip.src} {ip.dst} proto {ip.proto} ttl {ip.ttl} dscp {ip.tos >> 2} ecn {ip.tos & 3} "
        f"id {ip.id} df {int('DF' in ip.flags)} mf {int('MF' in ip.flags)} off {ip.frag * 8} "
        f"opts {hx(options)}")
    payload = raw[ip.ihl * 4:ip.len]
    if ip.frag or "MF" in ip.flags:
        lines.append("data " + hx(payload))
    elif ip.proto == 1:
        icmpv4(ICMP(payload), payload, lines)
    else:
        transport(ip.proto, payload, lines)


def icmpv4(icmp, payload, lines):
    if icmp.type in (0, 8) and icmp.code == 0:
        lines.append(f"icmpv4 {'echo-request' if icmp.type == 8 else 'echo-reply'} {icmp.id} {icmp.seq}")
    elif icmp.type == 3:
        lines.append(f"icmpv4 unreachable {icmp.code} mtu {icmp.nexthopmtu if icmp.code == 4 else 0}")
    elif icmp.type == 5:
        lines.append(f"icmpv4 redirect {icmp.code} {icmp.gw}")
    elif icmp.type == 11:
        lines.append(f"icmpv4 time-exceeded {icmp.code}")
    elif icmp.type == 12:
        lines.append(f"icmpv4 parameter-problem {icmp.code} {icmp.ptr}")
    else:
        lines.append(f"icmpv4 other {icmp.type} {icmp.code} {struct.unpack('!I', payload[4:8])[0]}")
    quote = payload[8:]
    if icmp.type in (3, 4, 5, 11, 12) and len(quote) >= 20:
        ip = IP(quote)
        rest = quote[ip.ihl * 4:]
        if ip.version == 4 and ip.ihl >= 5 and ip.ihl * 4 <= len(quote):
            ports = "-" if len(rest) < 8 else "%d %d %d" % struct.unpack("!HHI", rest[:8])
            lines.append(f"quote {ip.src} {ip.dst} {ip.proto} {ip.len} {ports}")
    lines.append("data " + hx(quote))


EXTENSIONS = (
    inet6.IPv6ExtHdrHopByHop, inet6.IPv6ExtHdrDestOpt, inet6.IPv6ExtHdrRouting,
    inet6.IPv6ExtHdrSegmentRouting)


def ipv6(ip, lines):
    lines.append(
        f"ipv6 {v6(ip.src)} {v6(ip.dst)} next {ip.nh} hop {ip.hlim} dscp {ip.tc >> 2} ecn {ip.tc & 3} "
        f"flow {ip.fl}")
    protocol, layer, alert, fragment = ip.nh, ip.payload, "-", None
    payload = ip.original[40:40 + ip.plen]
    while True:
        if isinstance(layer, EXTENSIONS):
            for option in getattr(layer, "options", []) or []:
                if isinstance(option, inet6.RouterAlert):
                    alert = option.value
            payload = payload[8 * (payload[1] + 1):]
        elif isinstance(layer, inet6.IPv6ExtHdrFragment):
            fragment = layer
            payload = payload[8:]
            lines.append(f"fragment {layer.nh} off {layer.offset * 8} mf {layer.m} id {layer.id}")
        else:
            break
        protocol, layer = layer.nh, layer.payload
        if fragment is not None and (fragment.offset or fragment.m):
            break
    lines.append(f"payload proto {protocol} alert {alert}")
    if fragment is not None and (fragment.offset or fragment.m):
        lines.append("data " + hx(payload))
    elif protocol == 58:
        icmpv6(layer, payload, lines)
    else:
        transport(protocol, payload, lines)


def lladdr(message, kind):
    found, option = "-", message.payload
    while option and not isinstance(option, Raw):
        if isinstance(option, kind):
            found = option.lladdr
        option = option.payload
    return found


def icmpv6(m, payload, lines):
    source, target = inet6.ICMPv6NDOptSrcLLAddr, inet6.ICMPv6NDOptDstLLAddr
    kind, code = payload[0], payload[1]
    word = struct.unpack("!I", payload[4:8])[0]
    if isinstance(m, inet6.ICMPv6ND_NS):
        lines.append(f"ns {v6(m.tgt)} lla {lladdr(m, source)}")
    elif isinstance(m, inet6.ICMPv6ND_NA):
        lines.append(f"na {v6(m.tgt)} r {m.R} s {m.S} o {m.O} lla {lladdr(m, target)}")
    elif isinstance(m, inet6.ICMPv6ND_RS):
        lines.append(f"rs lla {lladdr(m, source)}")
    elif isinstance(m, inet6.ICMPv6ND_RA):
        router_advertisement(m, lines)
    elif isinstance(m, inet6.ICMPv6ND_Redirect):
        quote, option = "-", m.payload
        raw = payload[40:]
        while len(raw) >= 8:
            if raw[0] == 4:
                quote = hx(raw[8:raw[1] * 8])
            raw = raw[raw[1] * 8:]
        lines.append(f"redirect {v6(m.tgt)} {v6(m.dst)} lla {lladdr(m, target)} quote {quote}")
    elif isinstance(m, inet6.ICMPv6MLQuery2):
        sources = ",".join(v6(s) for s in m.sources) or "-"
        lines.append(
            f"query {m.mrd} {v6(m.mladdr)} s {m.S} qrv {m.QRV} qqic {m.QQIC} sources {sources}")
    elif isinstance(m, inet6.ICMPv6MLQuery):
        lines.append(f"query {m.mrd} {v6(m.mladdr)}")
    elif isinstance(m, inet6.ICMPv6MLReport2):
        lines.append(f"report {m.records_number}")
        # By hand: scapy 2.5 takes all records but the first for the payload of that one.
        rest = payload[8:]
        for _ in range(m.records_number):
            kind, auxiliary, count = struct.unpack("!BBH", rest[:4])
            places = [rest[i:i + 16] for i in range(4, 20 + 16 * count, 16)]
            group, *sources = [socket.inet_ntop(socket.AF_INET6, place) for place in places]
            lines.append(f"record {kind} {group} {','.join(sources) or '-'}")
            rest = rest[20 + 16 * count + 4 * auxiliary:]
    else:
        names = {1: f"unreachable {code}", 2: f"too-big {word}", 3: f"time-exceeded {code}",
                 4: f"parameter-problem {code} {word}"}
        if kind in (128, 129) and code == 0:
            name = f"{'echo-request' if kind == 128 else 'echo-reply'} {word >> 16} {word & 0xffff}"
        else:
            name = names.get(kind, f"other {kind} {code} {word}")
        lines.append("icmpv6 " + name)
        lines.append("data " + hx(payload[8:]))


def router_advertisement(m, lines):
    mtu, prefixes, resolvers, option = "-", [], [], m.payload
    while option and not isinstance(option, Raw):
        if isinstance(option, inet6.ICMPv6NDOptMTU):
            mtu = option.mtu
        elif isinstance(option, inet6.ICMPv6NDOptPrefixInfo):
            prefixes.append(
                f"prefix {v6(option.prefix)}/{option.prefixlen} l {option.L} a {option.A} "
                f"valid {option.validlifetime} preferred {option.preferredlifetime}")
        elif isinstance(option, inet6.ICMPv6NDOptRDNSS):
            resolvers += [f"resolver {v6(a)} {option.lifetime}" for a in option.dns]
        option = option.payload
    preference = {0: 0, 1: 1, 2: 0, 3: 3}[m.prf]
    lines.append(
        f"ra hop {m.chlim} m {m.M} o {m.O} pref {preference} lifetime {m.routerlifetime} "
        f"reachable {m.reachabletime} retrans {m.retranstimer} "
        f"lla {lladdr(m, inet6.ICMPv6NDOptSrcLLAddr)} mtu {mtu}")
    lines += prefixes[:8] + resolvers[:4]


def transport(protocol, payload, lines):
    if protocol == 17:
        udp = UDP(payload)
        lines.append(f"udp {udp.sport} {udp.dport}")
        data = payload[8:udp.len]
        if udp.dport in (67, 68) and len(data) >= 240 and data[236:240] == b"\x63\x82\x53\x63":
            dhcp(data, lines)
        else:
            lines.append("data " + hx(data))
    elif protocol == 6:
        tcp(TCP(payload), payload, lines)
    else:
        lines.append("data " + hx(payload))


def tcp(t, payload, lines):
    o = {"MSS": "-", "WScale": "-", "SAckOK": 0, "Timestamp": "-", "SAck": "-"}
    for name, value in t.options:
        if name == "MSS":
            o[name] = value
        elif name == "WScale":
            o[name] = min(value, 14)
        elif name == "SAckOK":
            o[name] = 1
        elif name == "Timestamp":
            o[name] = f"{value[0]}:{value[1]}"
        elif name == "SAck":
            o[name] = ",".join(f"{value[i]}-{value[i + 1]}" for i in range(0, len(value), 2))
    lines.append(
        f"tcp {t.sport} {t.dport} seq {t.seq} ack {t.ack} flags {int(t.flags) & 255} win {t.window} "
        f"urg {t.urgptr} mss {o['MSS']} ws {o['WScale']} sackok {o['SAckOK']} ts {o['Timestamp']} "
        f"sack {o['SAck']}")
    lines.append("data " + hx(payload[t.dataofs * 4:]))


NAMES = {
    1: "subnetMask", 3: "routers", 6: "domainNameServers", 12: "hostName", 15: "domainName",
    26: "interfaceMTU", 28: "broadcastAddress", 42: "timeServers", 50: "requestedAddress",
    51: "leaseTime", 53: "messageType", 54: "serverIdentifier", 55: "parameterRequestList",
    56: "message", 57: "maximumMessageSize", 58: "renewalTime", 59: "rebindingTime",
    60: "vendorClassIdentifier", 61: "clientIdentifier", 80: "rapidCommit",
    82: "relayAgentInformation", 108: "ipv6OnlyPreferred", 118: "subnetSelection",
    121: "classlessRoutes"}


def dhcp(data, lines):
    """BOOTP's fields by scapy; its options are taken apart here, for scapy knows neither option 52 nor RFC 3396."""
    b = BOOTP(data[:236])
    found, order = {}, []

    def collect(field):
        i = 0
        while i < len(field) and field[i] != 255:
            if field[i] == 0:
                i += 1
                continue
            code, length = field[i], field[i + 1]
            if code not in found:
                order.append(code)
                found[code] = b""
            found[code] += field[i + 2:i + 2 + length]
            i += 2 + length

    collect(data[240:])
    overload = found.get(52, b"\0")[0]
    sname, file = data[44:108], data[108:236]
    if overload & 1:
        collect(file)
        file = b""
    if overload & 2:
        collect(sname)
        sname = b""
    lines.append(
        f"dhcp {b.op} hops {b.hops} xid {b.xid} secs {b.secs} b {int(b.flags) >> 15} ci {b.ciaddr} "
        f"yi {b.yiaddr} si {b.siaddr} gi {b.giaddr} ch {':'.join('%02x' % x for x in b.chaddr[:6])} "
        f"sname {hx(sname.split(bytes(1))[0])} file {hx(file.split(bytes(1))[0])}")
    for code in order:
        if code != 52:
            name = NAMES[code] if code in NAMES and has_form(code, found[code]) else "other"
            data = masked(found[code]) if name == "classlessRoutes" else found[code]
            lines.append(f"option {code} {name} {hx(data)}")


def masked(data):
    """Routes with zeros behind their prefixes, which RFC 3442 asks of clients."""
    result = b""
    while data:
        count = (data[0] + 7) // 8
        bits = int.from_bytes(data[1:1 + count], "big") >> (8 * count - data[0]) << (8 * count - data[0])
        result += data[:1] + bits.to_bytes(count, "big") + data[1 + count:5 + count]
        data = data[5 + count:]
    return result


def has_form(code, data):
    """Whether the data is what the option's RFC asks for."""
    size, number = len(data), int.from_bytes(data, "big")
    if code in (1, 28, 50, 51, 54, 58, 59, 108, 118):
        return size == 4
    if code in (3, 6, 42):
        return size > 0 and size % 4 == 0
    if code in (26, 57):
        return size == 2 and number >= (68 if code == 26 else 576)
    if code == 53:
        return size == 1 and 1 <= number <= 9
    if code == 80:
        return size == 0
    if code == 61:
        return size >= 2
    if code == 121:
        return size > 0 and routes(data)
    return size > 0


def routes(data):
    while data:
        size = 1 + (data[0] + 7) // 8 + 4
        if data[0] > 32 or len(data) < size:
            return False
        data = data[size:]
    return True


# -- Making ---------------------------------------------------------------------------------------

def u(bits):
    return R.getrandbits(bits) if R.random() < 0.8 else R.choice([0, 1, (1 << bits) - 1])


def some(limit=40):
    return R.randbytes(R.choice([0, 1, 2, 3, R.randrange(limit)]))


def mac():
    return ":".join("%02x" % (R.getrandbits(8) & (0xfe if i == 0 else 0xff) | (2 if i == 0 else 0)) for i in range(6))


def ip4():
    return socket.inet_ntoa(struct.pack("!I", R.getrandbits(32)))


def ip6(kind="unicast"):
    body = bytearray(R.randbytes(16))
    for _ in range(R.randrange(8)):
        i = 2 * R.randrange(1, 8)
        body[i:i + 2] = b"\0\0"
    body[0] = 0x20
    if kind == "link":
        body[0:8] = bytes([0xfe, 0x80]) + bytes(6)
    if kind == "group":
        body[0:2] = bytes([0xff, R.randrange(16)])
    return socket.inet_ntop(socket.AF_INET6, bytes(body))


def port():
    return R.randrange(1, 65536)


def tcp_options():
    options = []
    if R.random() < 0.5:
        options.append(("MSS", u(16)))
    if R.random() < 0.5:
        options.append(("WScale", R.randrange(16)))
    if R.random() < 0.5:
        options.append(("SAckOK", b""))
    if R.random() < 0.5:
        options.append(("Timestamp", (u(32), u(32))))
    if R.random() < 0.4:
        # Together with all others there is room for two.
        options.append(("SAck", tuple(u(32) for _ in range(2 * R.randrange(1, 3)))))
    R.shuffle(options)
    return options


def make_tcp():
    return TCP(
        sport=port(), dport=port(), seq=u(32), ack=u(32), flags=u(8), window=u(16), urgptr=u(16),
        options=tcp_options()) / Raw(some())


def make_udp():
    return UDP(sport=u(16), dport=R.choice([port(), 9])) / Raw(some())


def make_icmp():
    kind = R.choice([0, 3, 4, 5, 8, 11, 12, 13, R.getrandbits(8)])
    quote = bytes(IP(src=ip4(), dst=ip4(), proto=17, len=u(16)) / Raw(R.randbytes(8)))
    # Scapy wants twelve bytes more of a timestamp (13, 14).
    body = quote if kind in (3, 4, 5, 11, 12) else some() if kind in (0, 8) else R.randbytes(16)
    code = 0 if kind in (0, 8) else R.choice([0, 1, 4, R.getrandbits(8)])
    return Raw(checked(bytes([kind, code, 0, 0]) + R.randbytes(4) + body))


def checked(data):
    from scapy.utils import checksum
    value = checksum(data[:2] + b"\0\0" + data[4:])
    return data[:2] + struct.pack("!H", value) + data[4:]


def make_ipv4():
    body, proto = R.choice([(make_tcp, 6), (make_udp, 17), (make_icmp, 1), (make_dhcp, 17)])
    ip = IP(src=ip4(), dst=ip4(), ttl=u(8), tos=u(8), id=u(16), flags=R.choice([0, "DF"]), proto=proto)
    if R.random() < 0.2:
        ip.options = bytes([148, 4, 0, 0]) if R.random() < 0.5 else bytes([7, 7, 4, 0, 0, 0, 0, 0])
    if R.random() < 0.1:
        ip.flags, ip.frag = "MF", u(12)
        return ip / Raw(R.randbytes(8 * R.randrange(1, 6)))
    return ip / body()


def make_dhcp():
    options = [("message-type", R.randrange(1, 9))]
    raw = b""
    for code in R.sample(sorted(NAMES) + [119, 77, 224], R.randrange(10)):
        if code == 53:
            continue
        size = R.choice([4, 2, 1, 8, R.randrange(30)])
        if code in (12, 15, 56, 60) and R.random() < 0.1:
            size = R.randrange(256, 300)
        data = R.randbytes(size)
        for i in range(0, max(size, 1), 255):
            raw += bytes([code, len(data[i:i + 255])]) + data[i:i + 255]
    b = BOOTP(
        op=R.choice([1, 2]), hops=u(8), xid=u(32), secs=u(16), flags=R.choice([0, 0x8000]), ciaddr=ip4(),
        yiaddr=ip4(), siaddr=ip4(), giaddr=ip4(), chaddr=R.randbytes(6))
    if R.random() < 0.3:
        b.sname = bytes(R.choice(b"abcdef") for _ in range(R.randrange(65)))
    if R.random() < 0.3:
        b.file = bytes(R.choice(b"abcdef") for _ in range(R.randrange(129)))
    data = bytes(b / DHCP(options=options)) + raw + b"\xff"
    if R.random() < 0.3 and not b.sname and not b.file:
        # Options in the other two fields as well (RFC 2132, section 9.3).
        data = bytearray(data[:-1] + bytes([52, 1, 3, 255]))
        data[44:108] = (bytes([54, 4]) + R.randbytes(4) + b"\xff").ljust(64, b"\0")
        data[108:236] = (bytes([224, 20]) + R.randbytes(20) + b"\xff").ljust(128, b"\0")
    return UDP(sport=R.choice([67, 68]), dport=R.choice([67, 68])) / Raw(bytes(data))


def nd_lla(kind):
    return kind(lladdr=mac()) if R.random() < 0.7 else None


def stack(*layers):
    packet = None
    for layer in layers:
        if layer is not None:
            packet = layer if packet is None else packet / layer
    return packet


def make_nd():
    source, target = inet6.ICMPv6NDOptSrcLLAddr, inet6.ICMPv6NDOptDstLLAddr
    ip = inet6.IPv6(src=ip6("link"), dst=ip6(), hlim=255)
    kind = R.randrange(5)
    if kind == 0:
        return stack(ip, inet6.ICMPv6ND_NS(tgt=ip6()), nd_lla(source))
    if kind == 1:
        return stack(
            ip, inet6.ICMPv6ND_NA(tgt=ip6(), R=R.getrandbits(1), S=R.getrandbits(1), O=R.getrandbits(1)),
            nd_lla(target))
    if kind == 2:
        return stack(ip, inet6.ICMPv6ND_RS(), nd_lla(source))
    if kind == 3:
        target_address = ip6("link")
        quote = None
        if R.random() < 0.5:
            quote = inet6.ICMPv6NDOptRedirectedHdr(pkt=inet6.IPv6(dst=ip6()) / Raw(R.randbytes(8)))
        return stack(
            ip, inet6.ICMPv6ND_Redirect(tgt=target_address, dst=ip6()), nd_lla(target), quote)
    ra = inet6.ICMPv6ND_RA(
        chlim=u(8), M=R.getrandbits(1), O=R.getrandbits(1), H=0, prf=R.choice([0, 1, 3]), P=0, res=0,
        routerlifetime=u(16), reachabletime=u(32), retranstimer=u(32))
    options = [nd_lla(source)]
    if R.random() < 0.5:
        options.append(inet6.ICMPv6NDOptMTU(mtu=u(32)))
    for _ in range(R.randrange(4)):
        length = R.randrange(129)
        bits = int.from_bytes(R.randbytes(16), "big") >> (128 - length) << (128 - length)
        options.append(inet6.ICMPv6NDOptPrefixInfo(
            prefixlen=length, L=R.getrandbits(1), A=R.getrandbits(1), R=0, res1=0,
            validlifetime=u(32), preferredlifetime=u(32),
            prefix=socket.inet_ntop(socket.AF_INET6, bits.to_bytes(16, "big"))))
    for _ in range(R.randrange(3)):
        options.append(inet6.ICMPv6NDOptRDNSS(lifetime=u(32), dns=[ip6() for _ in range(R.randrange(1, 3))]))
    if R.random() < 0.3:
        options.append(inet6.ICMPv6NDOptDNSSL(lifetime=1, searchlist=["example.net"]))
    return stack(ip, ra, *options)


def make_mld():
    ip = inet6.IPv6(src=ip6("link"), dst=ip6("group"), hlim=1)
    alert = inet6.IPv6ExtHdrHopByHop(options=[inet6.RouterAlert(value=0), inet6.PadN(optdata=b"")])
    kind = R.randrange(3)
    if kind == 0:
        return ip / alert / inet6.ICMPv6MLQuery(mrd=u(15), mladdr=R.choice(["::", ip6("group")]))
    if kind == 1:
        return ip / alert / inet6.ICMPv6MLQuery2(
            mrd=u(16), mladdr=R.choice(["::", ip6("group")]), S=R.getrandbits(1), QRV=u(3), QQIC=u(8),
            sources=[ip6() for _ in range(R.randrange(4))])
    return ip / alert / inet6.ICMPv6MLReport2(records=[
        inet6.ICMPv6MLDMultAddrRec(
            rtype=R.randrange(1, 7), dst=ip6("group"), sources=[ip6() for _ in range(R.randrange(3))])
        for _ in range(R.randrange(4))])


def make_ipv6():
    kind = R.random()
    if kind < 0.3:
        return make_nd()
    if kind < 0.5:
        return make_mld()
    ip = inet6.IPv6(src=ip6(), dst=ip6(), hlim=u(8), tc=u(8), fl=u(20))
    extensions = []
    if R.random() < 0.3:
        options = [inet6.PadN(optdata=bytes(4))]
        if R.random() < 0.5:
            options = [inet6.RouterAlert(value=u(16)), inet6.PadN(optdata=b"")]
        extensions.append(inet6.IPv6ExtHdrHopByHop(options=options))
    if R.random() < 0.2:
        extensions.append(inet6.IPv6ExtHdrDestOpt(options=[inet6.PadN(optdata=bytes(R.choice([4, 12])))]))
    if R.random() < 0.1:
        extensions.append(inet6.IPv6ExtHdrRouting(type=0, segleft=0, addresses=[ip6()]))
    if R.random() < 0.2:
        more = R.getrandbits(1)
        offset = R.randrange(0, 1000)
        extensions.append(inet6.IPv6ExtHdrFragment(offset=offset, m=more, id=u(32), nh=17))
        if more or offset:
            return stack(ip, *extensions, Raw(R.randbytes(8 * R.randrange(1, 5))))
    if R.random() < 0.4:
        m = R.choice([
            lambda: inet6.ICMPv6EchoRequest(id=u(16), seq=u(16), data=some()),
            lambda: inet6.ICMPv6EchoReply(id=u(16), seq=u(16), data=some()),
            lambda: inet6.ICMPv6DestUnreach(code=R.randrange(7)) / quoted(),
            lambda: inet6.ICMPv6PacketTooBig(mtu=u(32)) / quoted(),
            lambda: inet6.ICMPv6TimeExceeded(code=R.randrange(2)) / quoted(),
            lambda: inet6.ICMPv6ParamProblem(code=R.randrange(3), ptr=u(32)) / quoted()])()
        return stack(ip, *extensions, m)
    return stack(ip, *extensions, R.choice([make_tcp, make_udp])())


def quoted():
    """A datagram at fault; scapy cannot dissect an error without one."""
    return Raw(bytes(inet6.IPv6(src=ip6(), dst=ip6(), nh=59) / Raw(some())))


def make_arp():
    return ARP(op=R.choice([1, 2]), hwsrc=mac(), psrc=ip4(), hwdst=mac(), pdst=ip4()) / Raw(bytes(R.choice([0, 18])))


def make():
    ether = Ether(dst=mac(), src=mac())
    if R.random() < 0.15:
        ether = ether / Dot1Q(prio=u(3), id=u(1), vlan=u(12))
    return bytes(ether / R.choice([make_arp, make_ipv4, make_ipv4, make_ipv4, make_ipv6, make_ipv6, make_ipv6])())


def main():
    if sys.argv[1] == "corpus":
        R.seed(int(sys.argv[2]))
        print("# describe.py", *sys.argv[1:])
        for _ in range(int(sys.argv[3])):
            frame = make()
            print(frame.hex(), describe(frame).replace("\n", "|"))
        return 0
    wrong = count = 0
    for line in sys.stdin:
        frame, text = line.rstrip("\n").split(" ", 1)
        said = describe(bytes.fromhex(frame))
        count += 1
        if said != text.replace("|", "\n"):
            wrong += 1
            if wrong < 10:
                print(frame, "scapy says:", said, "we said:", text.replace("|", "\n"), sep="\n")
    print(f"{count} frames, {wrong} not agreed on")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
