package dev.tradewind.cli;

import dev.tradewind.report.Csv;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A small JSON value: map, list, text, {@code Long}, {@code Double}, {@code Boolean} or null. What
 * is asked for and absent is the null value. Used for what the platform answers and for the lists
 * that verbs print; results are streamed instead.
 */
record Json(@Nullable Object value) {
  static final Json NULL = new Json(null);

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  static Json ofText(@Nullable String text) {
    return new Json(text);
  }

  static Json number(double number) {
    return Double.isFinite(number) ? new Json(number) : NULL;
  }

  static Json number(long number) {
    return new Json(number);
  }

  static Json bool(boolean value) {
    return new Json(value);
  }

  static Json array(List<Json> items) {
    return new Json(List.copyOf(items));
  }

  static Json object(Map<String, Json> properties) {
    return new Json(Collections.unmodifiableMap(new LinkedHashMap<>(properties)));
  }

  /** This object with one more property, or another value of it; without it where it is null. */
  Json with(String name, Json value) {
    Map<String, Json> all = new LinkedHashMap<>(properties());
    if (value.isNull()) {
      all.remove(name);
    } else {
      all.put(name, value);
    }
    return object(all);
  }

  /** An object of names and values in turn. */
  static Json of(Object... namesAndValues) {
    Map<String, Json> properties = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      properties.put((String) namesAndValues[i], value instanceof Json json ? json : scalar(value));
    }
    return object(properties);
  }

  private static Json scalar(Object value) {
    return switch (value) {
      case Integer integer -> number(integer.longValue());
      case Long number -> number(number);
      case Double number -> number(number);
      case Boolean bool -> bool(bool);
      default -> ofText(value.toString());
    };
  }

  static Json parse(InputStream in) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      return read(parser, parser.nextToken());
    }
  }

  static Json parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return read(parser, parser.nextToken());
    }
  }

  private static Json read(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      return NULL;
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Json> properties = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          properties.put(name, read(parser, parser.nextToken()));
        }
        yield object(properties);
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        JsonToken next = parser.nextToken();
        while (next != JsonToken.END_ARRAY) {
          items.add(read(parser, next));
          next = parser.nextToken();
        }
        yield array(items);
      }
      case VALUE_STRING -> ofText(parser.getString());
      case VALUE_NUMBER_INT -> number(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> number(parser.getDoubleValue());
      case VALUE_TRUE -> bool(true);
      case VALUE_FALSE -> bool(false);
      default -> NULL;
    };
  }

  boolean isNull() {
    return value == null;
  }

  /** The property of that name; null where this is no object or has none. */
  Json get(String name) {
    Json found = properties().get(name);
    return found == null ? NULL : found;
  }

  /** The properties in their order; none where this is no object. */
  @SuppressWarnings("unchecked")
  Map<String, Json> properties() {
    return value instanceof Map ? (Map<String, Json>) value : Map.of();
  }

  /** The items; none where this is no array. */
  @SuppressWarnings("unchecked")
  List<Json> items() {
    return value instanceof List ? (List<Json>) value : List.of();
  }

  /** The text; empty where this is none. */
  String text() {
    return value instanceof String text ? text : "";
  }

  /** The text of that property; empty where there is none. */
  String text(String name) {
    return get(name).text();
  }

  OptionalDouble asDouble() {
    return value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  long asLong() {
    return value instanceof Number number ? number.longValue() : 0;
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** The value in a cell: text as it is, numbers in shortest form, the rest as JSON. */
  String display() {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case Double number -> Csv.number(number);
      case Long number -> number.toString();
      case Boolean bool -> bool.toString();
      default -> compact();
    };
  }

  /** As JSON text on one line. */
  String compact() {
    StringWriter out = new StringWriter();
    try {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  void write(Writer out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(json);
    }
  }

  void write(JsonGenerator json) {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean bool -> json.writeBoolean(bool);
      case List<?> ignored -> {
        json.writeStartArray();
        items().forEach(item -> item.write(json));
        json.writeEndArray();
      }
      default -> {
        json.writeStartObject();
        properties()
            .forEach(
                (name, property) -> {
                  json.writeName(name);
                  property.write(json);
                });
        json.writeEndObject();
      }
    }
  }
}
