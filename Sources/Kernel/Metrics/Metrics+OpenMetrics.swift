// Metrics as text, in the form of OpenMetrics 1.0
// (https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md):
//
//   # TYPE request_seconds histogram          counters are called NAME_total
//   # UNIT request_seconds seconds
//   # HELP request_seconds How long …         \ and newline escaped
//   request_seconds_bucket{le="0.001"} 17     cumulative, the last one +Inf
//   request_seconds_bucket{le="+Inf"} 20
//   request_seconds_count 20
//   request_seconds_sum 0.0123
//   # EOF
//
// Deviates: no time stamps and no `_created`; whoever scrapes knows when it did.

extension Metrics {
  /// Every metric as OpenMetrics text, served as
  /// `application/openmetrics-text; version=1.0.0; charset=utf-8`.
  public static func openMetrics() -> String {
    openMetrics(snapshot())
  }

  /// These metrics as OpenMetrics text.
  public static func openMetrics(_ metrics: [MetricSnapshot]) -> String {
    var text = ""
    for metric in metrics { metric.append(to: &text) }
    text += "# EOF\n"
    return text
  }
}

extension MetricSnapshot {
  fileprivate func append(to text: inout String) {
    text += "# TYPE " + name + " " + type + "\n"
    if unit != .count { text += "# UNIT " + name + " " + unitName + "\n" }
    text += "# HELP " + name + " " + MetricSnapshot.escaped(help) + "\n"
    switch value {
    case .counter(let count): text += name + "_total " + shown(count) + "\n"
    case .gauge(let value):
      text += name + " " + (value < 0 ? "-" : "") + shown(value.magnitude) + "\n"
    case .histogram(let histogram): append(histogram, to: &text)
    }
  }

  private func append(_ histogram: HistogramSnapshot, to text: inout String) {
    var total: UInt64 = 0
    for (index, count) in histogram.counts.enumerated() {
      total &+= count
      let bound = index < histogram.bounds.count ? shown(histogram.bounds[index]) : "+Inf"
      text += name + "_bucket{le=\"" + bound + "\"} " + total.description + "\n"
    }
    text += name + "_count " + total.description + "\n"
    text += name + "_sum " + shown(histogram.sum) + "\n"
  }

  private var type: String {
    switch value {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    }
  }

  private var unitName: String {
    unit.suffix.withUTF8Buffer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// A recorded number in its unit, exactly, without needless zeroes: 1500000000 ns is 1.5.
  private func shown(_ number: UInt64) -> String {
    var scale: UInt64 = 1
    for _ in 0..<unit.decimals { scale *= 10 }
    let whole = (number / scale).description
    var rest = number % scale
    guard rest > 0 else { return whole }
    var digits: [UInt8] = []
    for _ in 0..<unit.decimals {
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    return whole + "." + String(decoding: significant.reversed() as [UInt8], as: UTF8.self)
  }

  private static func escaped(_ help: String) -> String {
    var bytes: [UInt8] = []
    for byte in help.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += [byte, byte]
      case UInt8(ascii: "\""): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
