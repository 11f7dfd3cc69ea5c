package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.shared.FieldProblem;
import dev.tradewind.platform.shared.NumberColumn;
import dev.tradewind.platform.shared.PlatformSettings;
import dev.tradewind.platform.shared.SparseColumn;
import dev.tradewind.platform.shared.TimeColumn;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JavaType;

/** The description of the API: what is required follows from the records themselves. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  @Bean
  ModelConverter requiredComponents() {
    SpringDocUtils.getConfig()
        .replaceWithSchema(NumberColumn.class, column(new NumberSchema()))
        .replaceWithSchema(SparseColumn.class, column(sparse()))
        .replaceWithSchema(TimeColumn.class, column(new IntegerSchema().format("int64")));
    return new RequiredComponents();
  }

  private static Schema<?> column(Schema<?> item) {
    Schema<?> column = new ArraySchema().items(item);
    column.addType("array");
    return column;
  }

  private static Schema<?> sparse() {
    Schema<?> item = new NumberSchema();
    item.addType("number");
    item.addType("null");
    return item;
  }

  @Bean
  OpenApiCustomizer describeApi() {
    return api -> {
      api.info(
          new Info()
              .title("Tradewind")
              .version(PlatformSettings.VERSION)
              .description(
                  "Everything the pages and the command line do. Times are ISO-8601 in UTC, exact"
                      + " decimals are strings, what is undefined is null.")
              .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
      api.servers(List.of());
      Paths plain = new Paths();
      api.getPaths().forEach((path, item) -> plain.addPathItem(path.replace("{*", "{"), item));
      api.setPaths(plain);
      describeSecurity(api);
      describeProblems(api);
      api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
    };
  }

  private static void describeSecurity(OpenAPI api) {
    api.getComponents()
        .addSecuritySchemes(
            "session",
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name("TRADEWIND_SESSION"))
        .addSecuritySchemes(
            "key", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
    api.security(
        List.of(
            new SecurityRequirement().addList("session"),
            new SecurityRequirement().addList("key")));
  }

  private static void describeProblems(OpenAPI api) {
    ModelConverters.getInstance(true)
        .readAll(Problem.class)
        .forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
    Schema<?> reference = new Schema<>().$ref("#/components/schemas/Problem");
    ApiResponse problem =
        new ApiResponse()
            .description("What is wrong")
            .content(
                new Content()
                    .addMediaType("application/problem+json", new MediaType().schema(reference)));
    api.getPaths()
        .values()
        .forEach(
            path ->
                path.readOperations()
                    .forEach(
                        operation -> {
                          ApiResponses responses = operation.getResponses();
                          responses.keySet().removeIf(code -> code.charAt(0) > '3');
                          responses.addApiResponse("default", problem);
                        }));
  }

  /** A problem document. */
  record Problem(
      @Nullable String type,
      String title,
      int status,
      String detail,
      @Nullable String instance,
      List<FieldProblem> errors) {}

  /** A component of a record is required unless it is marked as nullable. */
  private static final class RequiredComponents implements ModelConverter {
    @Override
    public @Nullable Schema<?> resolve(
        AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
      if (!chain.hasNext()) {
        return null;
      }
      Schema<?> schema = chain.next().resolve(type, context, chain);
      Class<?> raw = raw(type);
      if (raw != null && raw.isRecord() && raw.getName().startsWith("dev.tradewind.")) {
        require(defined(schema, context), raw);
      }
      return schema;
    }

    private static @Nullable Schema<?> defined(
        @Nullable Schema<?> schema, ModelConverterContext context) {
      if (schema == null || schema.get$ref() == null) {
        return schema;
      }
      String reference = schema.get$ref();
      return context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static @Nullable Class<?> raw(AnnotatedType type) {
      return switch (type.getType()) {
        case Class<?> plain -> plain;
        case com.fasterxml.jackson.databind.JavaType java -> java.getRawClass();
        case JavaType java -> java.getRawClass();
        case java.lang.reflect.ParameterizedType generic
            when generic.getRawType() instanceof Class<?> c ->
            c;
        case null, default -> null;
      };
    }

    private static void require(@Nullable Schema<?> schema, Class<?> raw) {
      if (schema == null || schema.getProperties() == null) {
        return;
      }
      for (RecordComponent component : raw.getRecordComponents()) {
        String name = component.getName();
        Schema<?> property = (Schema<?>) schema.getProperties().get(name);
        if (property == null) {
          continue;
        }
        if (isNullable(component.getAnnotatedType())) {
          schema.getProperties().put(name, orNull(property));
          continue;
        }
        if (schema.getRequired() == null || !schema.getRequired().contains(name)) {
          schema.addRequiredItem(name);
        }
        if (component.getAnnotatedType() instanceof AnnotatedParameterizedType generic) {
          allowNullInside(generic, property);
        }
      }
    }

    private static boolean isNullable(java.lang.reflect.AnnotatedType type) {
      return type.isAnnotationPresent(Nullable.class);
    }

    private static void allowNullInside(AnnotatedParameterizedType generic, Schema<?> property) {
      java.lang.reflect.AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      if (!isNullable(arguments[arguments.length - 1])) {
        return;
      }
      if (property.getItems() != null) {
        property.setItems(orNull(property.getItems()));
      }
      if (property.getAdditionalProperties() instanceof Schema<?> values) {
        property.setAdditionalProperties(orNull(values));
      }
    }

    private static Schema<?> orNull(Schema<?> schema) {
      if (schema.get$ref() != null) {
        return new JsonSchema()
            .addOneOfItem(new JsonSchema().$ref(schema.get$ref()))
            .addOneOfItem(new JsonSchema().typesItem("null"));
      }
      if (schema.getTypes() == null && schema.getType() != null) {
        schema.addType(schema.getType());
      }
      if (schema.getTypes() != null) {
        schema.addType("null");
      }
      return schema;
    }
  }
}
