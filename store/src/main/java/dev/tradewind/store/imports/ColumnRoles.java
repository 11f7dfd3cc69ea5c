package dev.tradewind.store.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which column holds what, by index from 0; -1 where there is none.
 *
 * @param names the columns as messages name them
 * @param time the time, or the date where {@code clock} is used
 * @param clock a time of day in a column of its own
 * @param columns of the numbers
 * @param closeLabelled whether the time column is named as the end of a bar
 */
record ColumnRoles(
    List<String> names, int time, int clock, Columns columns, boolean closeLabelled) {
  private static final List<String> OPEN_TIMES =
      List.of(
          "opentime",
          "datetime",
          "timestamp",
          "start",
          "starttime",
          "openingtime",
          "begin",
          "begintime",
          "dateutc",
          "datetimeutc",
          "gmttime",
          "date",
          "time",
          "ts",
          "unix",
          "unixtime",
          "unixtimestamp",
          "epoch",
          "t",
          "timeperiodstart",
          "localtime",
          "day",
          "tradedate",
          "windowstart");
  private static final List<String> CLOSE_TIMES =
      List.of("endtime", "closetime", "end", "endtimestamp", "timeclose", "closingtime");
  private static final List<String> CLOCKS = List.of("time", "hour", "timeofday", "clock");
  private static final List<String> OPENS = List.of("open", "openprice", "o", "opening", "openbid");
  private static final List<String> HIGHS = List.of("high", "highprice", "h", "max", "highbid");
  private static final List<String> LOWS = List.of("low", "lowprice", "l", "min", "lowbid");
  private static final List<String> CLOSES =
      List.of("close", "closeprice", "c", "closelast", "last", "price", "closing", "closebid");
  private static final List<String> VOLUMES =
      List.of(
          "volume",
          "tickvolume",
          "tickvol",
          "vol",
          "v",
          "basevolume",
          "volumebase",
          "volumefrom",
          "shares");
  private static final List<String> PRICES = List.of("price", "p", "rate", "tradeprice");
  private static final List<String> QUANTITIES =
      List.of(
          "quantity",
          "qty",
          "amount",
          "size",
          "volume",
          "q",
          "basevolume",
          "vol",
          "basequantity",
          "shares");
  private static final List<String> BIDS = List.of("bid", "bidprice", "bestbid", "bestbidprice");
  private static final List<String> ASKS =
      List.of("ask", "askprice", "bestask", "bestaskprice", "offer", "offerprice", "bestoffer");
  private static final List<String> SIZES =
      List.of("size", "qty", "quantity", "volume", "vol", "amount");

  ColumnRoles {
    names = List.copyOf(names);
  }

  /** What the rows are. */
  RowKind kind() {
    return switch (columns) {
      case Columns.Bars _ -> RowKind.BARS;
      case Columns.Trades _ -> RowKind.TRADES;
      case Columns.Quotes _ -> RowKind.QUOTES;
    };
  }

  /** Number of columns. */
  int width() {
    return names.size();
  }

  /** The name of a column for messages. */
  String name(int column) {
    String name = names.get(column);
    return name.isEmpty() ? String.valueOf(column + 1) : name;
  }

  /** Roles by names in any order, or empty if the cells do not name what is needed. */
  static Optional<ColumnRoles> byNames(List<String> cells) {
    List<String> keys = new ArrayList<>();
    for (String cell : cells) {
      keys.add(key(cell));
    }
    int open = find(keys, OPENS);
    int high = find(keys, HIGHS);
    int low = find(keys, LOWS);
    int close = find(keys, CLOSES);
    if (open >= 0 && high >= 0 && low >= 0 && close >= 0) {
      return Optional.of(
          withTime(cells, keys, new Columns.Bars(open, high, low, close, volume(keys))));
    }
    int price = find(keys, PRICES);
    int quantity = find(keys, QUANTITIES);
    if (price >= 0 && quantity >= 0 && open < 0 && high < 0) {
      ColumnRoles roles = withTime(cells, keys, new Columns.Trades(price, quantity));
      return roles.time == price ? Optional.empty() : Optional.of(roles);
    }
    int bid = find(keys, BIDS);
    int ask = find(keys, ASKS);
    if (bid >= 0 && ask >= 0) {
      Columns quotes = new Columns.Quotes(bid, ask, size(keys, "bid"), size(keys, "ask", "offer"));
      ColumnRoles roles = withTime(cells, keys, quotes);
      return roles.time == bid || roles.time == ask ? Optional.empty() : Optional.of(roles);
    }
    return Optional.empty();
  }

  /** The column of the size at a side of the market, under its names with the usual endings. */
  private static int size(List<String> keys, String... sides) {
    List<String> wanted = new ArrayList<>();
    for (String side : sides) {
      for (String size : SIZES) {
        wanted.add(side + size);
        wanted.add("best" + side + size);
      }
    }
    return find(keys, wanted);
  }

  private static ColumnRoles withTime(List<String> cells, List<String> keys, Columns columns) {
    int time = find(keys, OPEN_TIMES);
    boolean closeLabelled = false;
    if (time < 0) {
      int end = find(keys, CLOSE_TIMES);
      closeLabelled = end >= 0;
      time = closeLabelled ? end : 0;
    }
    int date = keys.indexOf("date");
    int clock = -1;
    if (date >= 0 && time == date) {
      clock = find(keys, CLOCKS);
    }
    return new ColumnRoles(cells, time, clock == date ? -1 : clock, columns, closeLabelled);
  }

  private static int volume(List<String> keys) {
    int exact = find(keys, VOLUMES);
    if (exact >= 0) {
      return exact;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).startsWith("volume")) {
        return i;
      }
    }
    return -1;
  }

  /** Roles by position, for files without a header. */
  static Optional<ColumnRoles> byPosition(List<String> first) {
    int width = first.size();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add(String.valueOf(i + 1));
    }
    boolean clock = width >= 6 && first.get(1).matches("\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?");
    int at = clock ? 2 : 1;
    int prices = width - at;
    if (isFreqtradeTrade(first)) {
      return Optional.of(new ColumnRoles(names, 0, -1, new Columns.Trades(4, 5), false));
    }
    if (isHistDataQuote(first)) {
      return Optional.of(new ColumnRoles(names, 0, -1, new Columns.Quotes(1, 2, -1, -1), false));
    }
    if (prices == 2) {
      return Optional.of(
          new ColumnRoles(names, 0, clock ? 1 : -1, new Columns.Trades(at, at + 1), false));
    }
    if (prices < 4) {
      return Optional.empty();
    }
    Columns bars = new Columns.Bars(at, at + 1, at + 2, at + 3, prices > 4 ? at + 4 : -1);
    return Optional.of(new ColumnRoles(names, 0, clock ? 1 : -1, bars, false));
  }

  private static boolean isFreqtradeTrade(List<String> row) {
    return row.size() == 7 && (row.get(3).equals("buy") || row.get(3).equals("sell"));
  }

  /** Whether a row is a quote as HistData writes them: time, bid, ask and a volume that is 0. */
  private static boolean isHistDataQuote(List<String> row) {
    return row.size() == 4 && row.getFirst().matches("\\d{8} \\d{9}");
  }

  private static int find(List<String> keys, List<String> wanted) {
    for (String name : wanted) {
      int at = keys.indexOf(name);
      if (at >= 0) {
        return at;
      }
    }
    return -1;
  }

  /** A name without case, spaces, punctuation and the numbers of Alpha Vantage's "1. open". */
  static String key(String cell) {
    String name = cell.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\d+\\.\\s*", "");
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        key.append(name.charAt(i));
      }
    }
    return key.toString();
  }
}
