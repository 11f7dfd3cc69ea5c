package dev.tradewind.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A chart over days as SVG: axes, a grid and lines, areas or bars. Numbers only: no text of a user
 * reaches it. Used by the PDF report. Belongs to one thread.
 */
final class SvgChart {
  private static final double LEFT = 52;
  private static final double RIGHT = 8;
  private static final double TOP = 8;
  private static final double BOTTOM = 18;
  private static final int MAX_POINTS = 700;

  private final double width;
  private final double height;
  private final DoubleFunction<String> label;
  private final List<Line> lines = new ArrayList<>();
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  private record Line(Series series, String colour, boolean isArea) {}

  /** Values over the days of a run; {@code NaN} breaks the line. */
  record Series(int size, java.util.function.IntToDoubleFunction value) {}

  /**
   * An empty chart.
   *
   * @param width points
   * @param height points
   * @param label of a value on the axis
   */
  SvgChart(double width, double height, DoubleFunction<String> label) {
    this.width = width;
    this.height = height;
    this.label = label;
  }

  /** Adds a line. */
  SvgChart line(double[] values, String colour) {
    return add(values, colour, false);
  }

  /** Adds a line with the area between it and zero. */
  SvgChart area(double[] values, String colour) {
    low = Math.min(low, 0);
    high = Math.max(high, 0);
    return add(values, colour, true);
  }

  private SvgChart add(double[] values, String colour, boolean isArea) {
    double[] own = values.clone();
    for (double value : own) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    lines.add(new Line(new Series(own.length, i -> own[i]), colour, isArea));
    return this;
  }

  /** Whether there is anything to draw. */
  boolean isEmpty() {
    return low > high || lines.stream().allMatch(each -> each.series().size() < 2);
  }

  /**
   * The chart as an SVG element.
   *
   * @param epochDays of the points, ascending, as many as values
   */
  String svg(int[] epochDays) {
    StringBuilder out = open();
    double span = high > low ? high - low : Math.max(1e-9, Math.abs(high) * 0.1);
    double step = step(span / 5);
    double bottom = high > low ? low : low - span / 2;
    double top = bottom + span;
    for (double tick = Math.ceil(bottom / step) * step; tick <= top + 1e-12; tick += step) {
      double y = y(tick, bottom, span);
      rule(out, y, Math.abs(tick) < step / 1e6 ? "#888888" : "#dddddd");
      text(out, LEFT - 5, y + 2.5, "end", label.apply(Math.abs(tick) < step / 1e6 ? 0 : tick));
    }
    dates(out, epochDays);
    for (Line line : lines) {
      draw(out, line, bottom, span);
    }
    return out.append("</svg>").toString();
  }

  private StringBuilder open() {
    return new StringBuilder()
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(number(width))
        .append("pt\" height=\"")
        .append(number(height))
        .append("pt\" viewBox=\"0 0 ")
        .append(number(width))
        .append(' ')
        .append(number(height))
        .append("\">");
  }

  /** A histogram: losses in one colour, gains in another. */
  static String histogram(Histogram histogram, double width, double height) {
    double[] edges = histogram.edges();
    int[] counts = histogram.counts();
    SvgChart chart = new SvgChart(width, height, SvgChart::percent);
    StringBuilder out = chart.open();
    int most = 1;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    double span = edges[edges.length - 1] - edges[0];
    double inner = width - LEFT - RIGHT;
    double room = height - TOP - BOTTOM;
    for (int i = 0; i < counts.length; i++) {
      double from = LEFT + (span == 0 ? 0 : (edges[i] - edges[0]) / span * inner);
      double to = LEFT + (span == 0 ? inner : (edges[i + 1] - edges[0]) / span * inner);
      double tall = room * counts[i] / most;
      box(
          out,
          from,
          height - BOTTOM - tall,
          Math.max(0.5, to - from - 0.6),
          tall,
          edges[i + 1] <= 0 ? "#c2410c" : "#15803d");
    }
    rule(out, width, height - BOTTOM, "#888888");
    for (double at : new double[] {0, 0.5, 1}) {
      String anchor = at == 0 ? "start" : at == 1 ? "end" : "middle";
      text(out, LEFT + at * inner, height - 5, anchor, percent(edges[0] + at * span));
    }
    text(out, LEFT - 5, TOP + 6, "end", Integer.toString(most));
    return out.append("</svg>").toString();
  }

  /** A fraction as an axis shows it. */
  static String percent(double fraction) {
    return String.format(
        Locale.ROOT, Math.abs(fraction) < 0.1 ? "%.1f %%" : "%.0f %%", fraction * 100);
  }

  private static double step(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private double y(double value, double bottom, double span) {
    return height - BOTTOM - (value - bottom) / span * (height - TOP - BOTTOM);
  }

  private double x(int i, int size) {
    return LEFT + (width - LEFT - RIGHT) * i / Math.max(1, size - 1);
  }

  private void dates(StringBuilder out, int[] days) {
    for (int part = 0; part <= 4 && days.length > 1; part++) {
      int i = (int) ((long) (days.length - 1) * part / 4);
      String anchor = part == 0 ? "start" : part == 4 ? "end" : "middle";
      String date = LocalDate.ofEpochDay(days[i]).toString();
      text(out, x(i, days.length), height - 5, anchor, date);
    }
  }

  private void draw(StringBuilder out, Line line, double bottom, double span) {
    int size = line.series().size();
    StringBuilder path = new StringBuilder();
    int[] kept = CurveReduction.indexes(size, line.series().value(), MAX_POINTS);
    boolean isDown = false;
    double firstX = Double.NaN;
    double lastX = Double.NaN;
    for (int i : kept) {
      double value = line.series().value().applyAsDouble(i);
      if (!Double.isFinite(value)) {
        isDown = false;
        continue;
      }
      double x = x(i, size);
      firstX = Double.isNaN(firstX) ? x : firstX;
      lastX = x;
      path.append(isDown ? " L" : " M").append(number(x)).append(' ');
      path.append(number(y(value, bottom, span)));
      isDown = true;
    }
    if (path.isEmpty()) {
      return;
    }
    if (line.isArea()) {
      String zero = number(y(0, bottom, span));
      out.append("<path d=\"").append(path.substring(1));
      out.append(" L").append(number(lastX)).append(' ').append(zero);
      out.append(" L").append(number(firstX)).append(' ').append(zero);
      out.append(" Z\" fill=\"").append(line.colour()).append("\" fill-opacity=\"0.25\"/>");
    }
    out.append("<path d=\"").append(path.substring(1)).append("\" fill=\"none\" stroke=\"");
    out.append(line.colour()).append("\" stroke-width=\"0.9\"/>");
  }

  private void rule(StringBuilder out, double y, String colour) {
    rule(out, width, y, colour);
  }

  private static void rule(StringBuilder out, double width, double y, String colour) {
    out.append("<path d=\"M").append(number(LEFT)).append(' ').append(number(y));
    out.append(" L").append(number(width - RIGHT)).append(' ').append(number(y));
    out.append("\" stroke=\"").append(colour).append("\" stroke-width=\"0.5\"/>");
  }

  private static void box(
      StringBuilder out, double x, double y, double wide, double tall, String colour) {
    out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" width=\"").append(number(wide)).append("\" height=\"").append(number(tall));
    out.append("\" fill=\"").append(colour).append("\"/>");
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String text) {
    out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" text-anchor=\"").append(anchor);
    out.append("\" font-family=\"Liberation Sans\" font-size=\"7\" fill=\"#555555\">");
    out.append(text).append("</text>");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
