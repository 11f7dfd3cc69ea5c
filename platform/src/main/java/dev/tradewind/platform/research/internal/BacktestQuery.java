package dev.tradewind.platform.research.internal;

import dev.tradewind.platform.operations.JobStatus;
import dev.tradewind.platform.shared.Cursor;
import dev.tradewind.platform.shared.Problems;
import dev.tradewind.platform.shared.Suggestion;
import dev.tradewind.platform.shared.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a list of backtests asks for, as SQL. Every part of the text comes from here; what users
 * send is only ever a parameter.
 *
 * @param where condition without the cursor
 * @param orderBy order with the identity last
 * @param after condition that skips what was shown already
 * @param key sort key
 * @param params of all conditions
 */
record BacktestQuery(
    String where, String orderBy, String after, String key, Map<String, Object> params) {
  private static final Map<String, String> COLUMNS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "createdAt",
                  "(extract(epoch FROM created_at) * 1000000)::bigint::double precision"),
              Map.entry(
                  "finishedAt",
                  "(extract(epoch FROM finished_at) * 1000000)::bigint::double precision"),
              Map.entry("durationMillis", "duration_millis::double precision"),
              Map.entry("totalReturn", "total_return"),
              Map.entry("cagr", "cagr"),
              Map.entry("sharpe", "sharpe"),
              Map.entry("sortino", "sortino"),
              Map.entry("maxDrawdown", "max_drawdown"),
              Map.entry("winRate", "win_rate"),
              Map.entry("profitFactor", "profit_factor"),
              Map.entry("roundTrips", "round_trips::double precision")));

  /** What was asked for; everything may be absent. */
  record Asked(
      @Nullable String sort,
      @Nullable String order,
      @Nullable String strategy,
      @Nullable String instrument,
      @Nullable String status,
      @Nullable String q) {}

  static BacktestQuery of(Asked asked, @Nullable Cursor cursor) {
    Problems problems = new Problems();
    String sort = asked.sort() == null ? "createdAt" : asked.sort();
    String column = COLUMNS.get(sort);
    if (column == null) {
      problems.add("sort", sort, Suggestion.unknown("sort key", sort, COLUMNS.keySet()));
    }
    boolean ascending = "asc".equals(asked.order());
    if (asked.order() != null && !ascending && !asked.order().equals("desc")) {
      problems.add("order", asked.order(), "order must be asc or desc");
    }
    Map<String, Object> params = new HashMap<>();
    StringBuilder where = new StringBuilder("true");
    filter(where, params, "strategy", asked.strategy(), "strategy = :strategy");
    filter(where, params, "instrument", asked.instrument(), ":instrument = ANY (instruments)");
    filter(where, params, "status", status(asked.status(), problems), "status = :status");
    String pattern = asked.q() == null || asked.q().isBlank() ? null : pattern(asked.q());
    filter(where, params, "q", pattern, "(name ILIKE :q OR strategy ILIKE :q)");
    problems.throwIfAny();
    // What is undefined comes last in both directions.
    String key = "COALESCE(" + column + ", '" + (ascending ? "" : "-") + "Infinity')";
    String direction = ascending ? " ASC" : " DESC";
    String after = "true";
    if (cursor != null) {
      after = "(" + key + ", id::text) " + (ascending ? ">" : "<") + " (:afterKey, :afterId)";
      params.put("afterKey", cursor.key());
      params.put("afterId", cursor.id());
    }
    return new BacktestQuery(
        where.toString(), key + direction + ", id::text" + direction, after, sort, params);
  }

  private static @Nullable String status(@Nullable String status, Problems problems) {
    if (status == null || status.isBlank()) {
      return null;
    }
    String upper = status.toUpperCase(Locale.ROOT);
    if (Arrays.stream(JobStatus.values()).noneMatch(each -> each.name().equals(upper))) {
      problems.add(
          "status",
          status,
          Suggestion.unknown(
              "status", status, Arrays.stream(JobStatus.values()).map(Enum::name).toList()));
    }
    return upper;
  }

  private static void filter(
      StringBuilder where,
      Map<String, Object> params,
      String name,
      @Nullable String value,
      String condition) {
    if (value != null && !value.isBlank()) {
      where.append(" AND ").append(condition);
      params.put(name, value);
    }
  }

  private static String pattern(String text) {
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  /** Where the next page starts. */
  Cursor cursor(BacktestTable.Row last) {
    Double value =
        switch (key) {
          case "finishedAt" -> last.finishedAt() == null ? null : micros(last.finishedAt());
          case "durationMillis" -> number(last.durationMillis());
          case "totalReturn" -> last.totalReturn();
          case "cagr" -> last.cagr();
          case "sharpe" -> last.sharpe();
          case "sortino" -> last.sortino();
          case "maxDrawdown" -> last.maxDrawdown();
          case "winRate" -> last.winRate();
          case "profitFactor" -> last.profitFactor();
          case "roundTrips" -> number(last.roundTrips());
          default -> micros(last.createdAt());
        };
    boolean ascending = orderBy.endsWith("ASC");
    double none = ascending ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    return new Cursor(value == null ? none : value, last.id().toString());
  }

  private static double micros(Instant instant) {
    return Times.micros(instant);
  }

  private static @Nullable Double number(@Nullable Long value) {
    return value == null ? null : value.doubleValue();
  }
}
