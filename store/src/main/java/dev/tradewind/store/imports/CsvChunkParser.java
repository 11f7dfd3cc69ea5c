package dev.tradewind.store.imports;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads whole lines of delimited text into columns. Plain rows, which are nearly all rows of nearly
 * all files, are read from the bytes without making objects; every other row goes through {@link
 * CsvLine} and {@link RowDecoder}, the scalar reference, which accepts the same rows with the same
 * values (CsvChunkParserTest compares them) and says why it rejects one. W4 of the benchmarks
 * measures it. Belongs to one thread.
 */
final class CsvChunkParser {
  /** Bytes that a buffer must have after the text: dates are read ahead. */
  static final int SLACK = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SKIP = -1;
  private static final int TIME = 5;
  private static final int VOLUME = 4;
  private static final long EXACT = 1L << 53;
  private static final long ZEROS = 0x3030_3030_3030_3030L;

  /** The bytes {@code 00:00:00}, first byte lowest. */
  private static final long MIDNIGHT = 0x3030_3A30_303A_3030L;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private static final long COLONS = 0x0000_FF00_00FF_0000L;
  private static final long[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private final RowPlan plan;
  private final boolean fast;
  private final byte delimiter;

  /** The delimiter and the line feed, in each of eight bytes. */
  private final long delimiters;

  private static final long LINE_FEEDS = 0x0A0A_0A0A_0A0A_0A0AL;
  private final boolean volumes;
  private final int[] roleOf;
  private final RowDecoder decoder;
  private long cachedDate;
  private int cachedTail = -1;
  private long cachedDay;
  private long parsedTime;
  private double parsedNumber;

  CsvChunkParser(RowPlan plan, boolean fast) {
    this.plan = plan;
    this.fast = fast && plan.fast();
    this.delimiter = (byte) plan.delimiter();
    this.delimiters = (delimiter & 0xFF) * ONES;
    this.decoder = new RowDecoder(plan);
    ColumnRoles roles = plan.roles();
    roleOf = new int[roles.width()];
    java.util.Arrays.fill(roleOf, SKIP);
    if (roles.columns() instanceof Columns.Bars bars) {
      roleOf[bars.open()] = 0;
      roleOf[bars.high()] = 1;
      roleOf[bars.low()] = 2;
      roleOf[bars.close()] = 3;
      roleOf[roles.time()] = TIME;
      volumes = bars.volume() >= 0;
      if (volumes) {
        roleOf[bars.volume()] = VOLUME;
      }
    } else {
      volumes = false;
    }
  }

  /** Reads the lines in {@code text[0, length)}; the buffer has {@link #SLACK} bytes more. */
  void parse(byte[] text, int length, RowBatch out) {
    out.reset(text);
    text[length] = '\n';
    int at = 0;
    int line = 0;
    while (at < length) {
      out.ensureRoom();
      int next = fast ? fastRow(text, at, out) : -1;
      if (next < 0) {
        next = slowRow(text, at, line, out);
      } else {
        out.mark(line, at);
        out.size++;
        out.dataRows++;
      }
      at = next;
      line++;
    }
    out.lineCount = line;
  }

  private int slowRow(byte[] text, int at, int line, RowBatch out) {
    int end = at;
    while (text[end] != '\n') {
      end++;
    }
    int length = end - at;
    if (length > 0 && text[end - 1] == '\r') {
      length--;
    }
    String row = new String(text, at, length, StandardCharsets.UTF_8);
    if (!row.isBlank()) {
      out.dataRows++;
      try {
        List<String> cells = CsvLine.split(row, plan.delimiter());
        decoder.decode(cells);
        out.add(decoder, line, at);
      } catch (RowProblem problem) {
        out.rejections.add(line, problem.reason(), row);
      }
    }
    return end + 1;
  }

  /** Reads a plain row to the free place of the batch: the start of the next line, or -1. */
  private int fastRow(byte[] text, int at, RowBatch out) {
    int p = at;
    int last = roleOf.length - 1;
    for (int c = 0; c <= last; c++) {
      int role = roleOf[c];
      if (role == SKIP) {
        p = skip(text, p);
      } else if (role == TIME) {
        p = time(text, p);
      } else {
        int end = cellEnd(text, p, c == last);
        p = number(text, p, end) ? end : -1;
        out.values[role][out.size] = parsedNumber;
      }
      if (p < 0 || (role == VOLUME && parsedNumber < 0)) {
        return -1;
      }
      if (c < last) {
        if (text[p] != delimiter) {
          return -1;
        }
        p++;
      }
    }
    if (text[p] == '\r') {
      p++;
    }
    if (text[p] != '\n') {
      return -1;
    }
    out.times[out.size] = parsedTime;
    if (!volumes) {
      out.values[VOLUME][out.size] = Double.NaN;
    }
    return p + 1;
  }

  private int skip(byte[] text, int at) {
    int p = at;
    byte b = text[p];
    while (b != delimiter && b != '\n') {
      if (b == '"') {
        return -1;
      }
      b = text[++p];
    }
    return p;
  }

  private boolean ends(byte b) {
    return b == delimiter || b == '\n' || b == '\r';
  }

  /**
   * Where the cell of a number ends. Found from the first bytes alone, so that the next cell need
   * not wait until this one's digits are counted; W4 takes a third longer otherwise.
   */
  private int cellEnd(byte[] text, int at, boolean isLast) {
    long ends = isLast ? LINE_FEEDS : delimiters;
    long found = zeroBytes((long) LONGS.get(text, at) ^ ends);
    int end = at;
    if (found == 0) {
      found = zeroBytes((long) LONGS.get(text, at + 8) ^ ends);
      end = at + 8;
    }
    if (found == 0) {
      end = at;
      while (text[end] != delimiter && text[end] != '\n') {
        end++;
      }
    } else {
      // May lie behind the line, and behind the text: then its bytes are no number's.
      end += Long.numberOfTrailingZeros(found) >>> 3;
    }
    return isLast && text[end - 1] == '\r' && end > at ? end - 1 : end;
  }

  /** The lowest set bit is in the first byte that is zero; 0 if none is. */
  private static long zeroBytes(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }

  /**
   * Reads {@code [-]digits[.digits]} of up to seven digits before and after the point, eight bytes
   * at a time; longer ones digit by digit. The result is the double nearest to the decimal value:
   * mantissa (below 2^53) and power of ten (up to 10^22) are exact, so that one division rounds
   * once and correctly (Clinger 1990).
   *
   * @param end where the number must end
   */
  private boolean number(byte[] text, int at, int end) {
    int p = text[at] == '-' ? at + 1 : at;
    long word = (long) LONGS.get(text, p) ^ ZEROS;
    int integers = digits(word);
    long mantissa = value(word, integers);
    p += integers;
    int decimals = 0;
    if (text[p] == '.') {
      p++;
      word = (long) LONGS.get(text, p) ^ ZEROS;
      decimals = digits(word);
      mantissa = mantissa * TENS[decimals] + value(word, decimals);
      p += decimals;
    }
    if (integers == 8 || decimals == 8) {
      return longNumber(text, at) == end;
    }
    if (integers + decimals == 0 || p != end) {
      return false;
    }
    double value = mantissa / POWERS[decimals];
    parsedNumber = text[at] == '-' ? -value : value;
    return true;
  }

  /**
   * How many of the eight bytes, from the first, are digits; the bytes have been XORed with '0'.
   */
  private static int digits(long word) {
    long others = ((word + 0x7676_7676_7676_7676L) | word) & 0x8080_8080_8080_8080L;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** The number that the first {@code count} digits of a word make (Lemire's three products). */
  private static long value(long word, int count) {
    if (count == 0) {
      return 0;
    }
    long digits = word << (64 - 8 * count);
    digits = (digits * 10 + (digits >>> 8)) & 0x00FF_00FF_00FF_00FFL;
    digits = (digits * 100 + (digits >>> 16)) & 0x0000_FFFF_0000_FFFFL;
    return (digits * 10_000 + (digits >>> 32)) & 0xFFFF_FFFFL;
  }

  /** Reads {@code [-]digits[.digits]} of any length. */
  private int longNumber(byte[] text, int at) {
    int p = at;
    boolean negative = text[p] == '-';
    if (negative) {
      p++;
    }
    int start = p;
    long digits = 0;
    int d = text[p] - '0';
    while (d >= 0 && d <= 9) {
      digits = digits * 10 + d;
      d = text[++p] - '0';
    }
    int count = p - start;
    int scale = 0;
    if (text[p] == '.') {
      int point = p;
      d = text[++p] - '0';
      while (d >= 0 && d <= 9) {
        digits = digits * 10 + d;
        d = text[++p] - '0';
      }
      scale = p - point - 1;
    }
    count += scale;
    if (count == 0 || !ends(text[p])) {
      return -1;
    }
    // Up to 18 digits cannot overflow; a mantissa below 2^53 and a power of ten up to 10^22 are
    // both exact, so that one division rounds once and correctly (Clinger 1990).
    if (count <= 18 && digits <= EXACT) {
      double value = digits / POWERS[scale];
      parsedNumber = negative ? -value : value;
      return p;
    }
    parsedNumber = Double.parseDouble(new String(text, at, p - at, StandardCharsets.ISO_8859_1));
    return Math.abs(parsedNumber) <= NumberStyle.MAX ? p : -1;
  }

  private int time(byte[] text, int at) {
    return text[at + 4] == '-' ? isoTime(text, at) : epoch(text, at);
  }

  private int isoTime(byte[] text, int at) {
    long date = (long) LONGS.get(text, at);
    int tail = (text[at + 8] << 8) | text[at + 9];
    if ((date != cachedDate || tail != cachedTail) && !readDate(text, at, date, tail)) {
      return -1;
    }
    int p = at + 10;
    byte b = text[p];
    if (ends(b)) {
      parsedTime = cachedDay;
      return p;
    }
    if (b != ' ' && b != 'T') {
      return -1;
    }
    long clock = (long) LONGS.get(text, p + 1) ^ MIDNIGHT;
    boolean whole = (clock & COLONS) == 0 && digits(clock) == 8;
    p = whole ? wholeClock(clock, p) : shortClock(text, p);
    return p < 0 ? -1 : zone(text, text[p] == '.' ? fraction(text, p + 1) : p);
  }

  /** {@code hh:mm:ss}, XORed with {@code 00:00:00}: the place after it, or -1. */
  private int wholeClock(long clock, int at) {
    long hours = (clock & 0xFF) * 10 + ((clock >>> 8) & 0xFF);
    long minutes = ((clock >>> 24) & 0xFF) * 10 + ((clock >>> 32) & 0xFF);
    long seconds = ((clock >>> 48) & 0xFF) * 10 + (clock >>> 56);
    if (hours > 23 || minutes > 59 || seconds > 59) {
      return -1;
    }
    parsedTime = cachedDay + ((hours * 60 + minutes) * 60 + seconds) * Times.SECOND;
    return at + 9;
  }

  /** {@code hh:mm} without seconds: the place after it, or -1. */
  private int shortClock(byte[] text, int at) {
    int hours = two(text, at + 1);
    int minutes = two(text, at + 4);
    boolean seconds = text[at + 6] == ':' || text[at + 6] == '.';
    if (text[at + 3] != ':' || seconds || (hours | minutes) < 0 || hours > 23 || minutes > 59) {
      return -1;
    }
    parsedTime = cachedDay + (hours * 60L + minutes) * Times.MINUTE;
    return at + 6;
  }

  private int fraction(byte[] text, int at) {
    int p = at;
    long micros = 0;
    int d = text[p] - '0';
    while (d >= 0 && d <= 9) {
      if (p - at < 6) {
        micros = micros * 10 + d;
      }
      d = text[++p] - '0';
    }
    int count = p - at;
    for (int i = count; i < 6; i++) {
      micros *= 10;
    }
    parsedTime += micros;
    return count == 0 ? -1 : p;
  }

  /** Nothing, {@code Z} or {@code +00:00}; other offsets are left to the reference. */
  private int zone(byte[] text, int at) {
    if (at < 0 || ends(text[at])) {
      return at;
    }
    if (text[at] == 'Z' && ends(text[at + 1])) {
      return at + 1;
    }
    boolean zero =
        text[at] == '+'
            && text[at + 1] == '0'
            && text[at + 2] == '0'
            && text[at + 3] == ':'
            && text[at + 4] == '0'
            && text[at + 5] == '0';
    return zero && ends(text[at + 6]) ? at + 6 : -1;
  }

  private boolean readDate(byte[] text, int at, long date, int tail) {
    int century = two(text, at);
    int years = two(text, at + 2);
    int month = two(text, at + 5);
    int day = two(text, at + 8);
    if ((century | years | month | day) < 0
        || text[at + 7] != '-'
        || !Times.validDate(century * 100 + years, month, day)) {
      return false;
    }
    cachedDay = Times.epochDay(century * 100 + years, month, day) * Times.DAY;
    cachedDate = date;
    cachedTail = tail;
    return true;
  }

  /** Two digits, or a negative number. */
  private static int two(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private int epoch(byte[] text, int at) {
    int p = at;
    long value = 0;
    int d = text[p] - '0';
    while (d >= 0 && d <= 9) {
      value = value * 10 + d;
      d = text[++p] - '0';
    }
    TimeStyle.Numeric unit = plan.times().numeric();
    int count = p - at;
    if (count == 0 || count > 18 || !ends(text[p])) {
      return -1;
    }
    if (value < unit.from || value >= unit.to) {
      return -1;
    }
    parsedTime = unit.toMicros(value);
    return p;
  }
}
