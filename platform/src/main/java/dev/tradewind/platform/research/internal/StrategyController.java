package dev.tradewind.platform.research.internal;

import dev.tradewind.engine.strategy.BuiltInStrategies;
import dev.tradewind.engine.strategy.ParameterDefinition;
import dev.tradewind.engine.strategy.StrategyDescriptor;
import dev.tradewind.platform.access.Allow;
import dev.tradewind.platform.shared.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The strategies that can be simulated, with a schema of which forms are made. */
@RestController
class StrategyController {
  /** A strategy; the schema is JSON Schema 2020-12. */
  record StrategyView(
      String id, String title, String description, Map<String, Object> parametersSchema) {}

  @GetMapping("/api/v1/strategies")
  @Allow(Allow.To.READERS)
  Page<StrategyView> strategies() {
    return Page.whole(
        BuiltInStrategies.INSTANCE.all().stream().map(StrategyController::view).toList());
  }

  private static StrategyView view(StrategyDescriptor strategy) {
    return new StrategyView(
        strategy.id(), strategy.title(), strategy.description(), schema(strategy));
  }

  static Map<String, Object> schema(StrategyDescriptor strategy) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (ParameterDefinition parameter : strategy.parameters()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("type", parameter.integer() ? "integer" : "number");
      property.put("title", title(parameter.name()));
      property.put("description", parameter.description());
      property.put("default", parameter.defaultValue());
      property.put("minimum", parameter.min());
      property.put("maximum", parameter.max());
      properties.put(parameter.name(), property);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", strategy.title());
    schema.put("description", strategy.description());
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static String title(String name) {
    String words = name.replace('_', ' ').replaceAll("([a-z])([A-Z])", "$1 $2");
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
