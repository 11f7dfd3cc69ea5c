package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.shared.NumberColumn;
import dev.tradewind.platform.shared.SparseColumn;
import dev.tradewind.platform.shared.TimeColumn;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Strict reading; in columns of numbers what is undefined is null. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {
  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    SimpleModule module = new SimpleModule("tradewind");
    module.addSerializer(NumberColumn.class, new Numbers());
    module.addSerializer(SparseColumn.class, new Sparse());
    module.addSerializer(TimeColumn.class, new Moments());
    return builder ->
        builder
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(module);
  }

  private static void write(JsonGenerator json, double value) {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  private static final class Numbers extends StdSerializer<NumberColumn> {
    Numbers() {
      super(NumberColumn.class);
    }

    @Override
    public void serialize(NumberColumn column, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      for (int i = 0; i < column.size(); i++) {
        write(json, column.get(i));
      }
      json.writeEndArray();
    }
  }

  private static final class Sparse extends StdSerializer<SparseColumn> {
    Sparse() {
      super(SparseColumn.class);
    }

    @Override
    public void serialize(SparseColumn column, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      for (int i = 0; i < column.size(); i++) {
        write(json, column.get(i));
      }
      json.writeEndArray();
    }
  }

  private static final class Moments extends StdSerializer<TimeColumn> {
    Moments() {
      super(TimeColumn.class);
    }

    @Override
    public void serialize(TimeColumn column, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      for (int i = 0; i < column.size(); i++) {
        json.writeNumber(column.get(i));
      }
      json.writeEndArray();
    }
  }
}
