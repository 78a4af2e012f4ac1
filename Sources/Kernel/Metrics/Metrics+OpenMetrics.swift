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
//   answers_total{method="GET"} 3             labels: \, newline and " escaped
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
    var family: String?
    for metric in metrics {
      // What is said of a family is said once.
      if family.map({ !$0.utf8.elementsEqual(metric.name.utf8) }) ?? true {
        metric.appendHead(to: &text)
      }
      family = metric.name
      metric.append(to: &text)
    }
    text += "# EOF\n"
    return text
  }
}

extension MetricSnapshot {
  fileprivate func appendHead(to text: inout String) {
    text += "# TYPE " + name + " " + type + "\n"
    if unit != .count { text += "# UNIT " + name + " " + unitName + "\n" }
    text += "# HELP " + name + " " + MetricSnapshot.escaped(help) + "\n"
  }

  fileprivate func append(to text: inout String) {
    switch value {
    case .counter(let count):
      text += name + "_total" + labelText + " " + shown(count) + "\n"
    case .gauge(let value):
      text += name + labelText + " " + (value < 0 ? "-" : "") + shown(value.magnitude) + "\n"
    case .histogram(let histogram): append(histogram, to: &text)
    }
  }

  private func append(_ histogram: HistogramSnapshot, to text: inout String) {
    var total: UInt64 = 0
    for (index, count) in histogram.counts.enumerated() {
      total &+= count
      let bound = index < histogram.bounds.count ? shown(histogram.bounds[index]) : "+Inf"
      let labels = labelled + (labelled.isEmpty ? "" : ",") + "le=\"" + bound + "\""
      text += name + "_bucket{" + labels + "} " + total.description + "\n"
    }
    text += name + "_count" + labelText + " " + total.description + "\n"
    text += name + "_sum" + labelText + " " + shown(histogram.sum) + "\n"
  }

  /// The labels as they stand behind a name, `{method="GET"}`; empty without any.
  public var labelText: String { labels.isEmpty ? "" : "{" + labelled + "}" }

  /// Their values are escaped: whatever they hold, they end where they seem to.
  private var labelled: String {
    var text = ""
    for label in labels {
      if !text.isEmpty { text += "," }
      text += label.name + "=\"" + MetricSnapshot.escaped(label.value) + "\""
    }
    return text
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

  private static func escaped(_ value: String) -> String {
    var bytes: [UInt8] = []
    for byte in value.utf8 {
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
