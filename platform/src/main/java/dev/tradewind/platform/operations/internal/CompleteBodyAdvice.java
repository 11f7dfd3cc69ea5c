package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.shared.Problems;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses a body in which a field that may not be absent is absent, naming all of them. */
@ControllerAdvice
class CompleteBodyAdvice extends RequestBodyAdviceAdapter {
  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return type instanceof Class<?> body && body.isRecord();
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    Problems problems = new Problems();
    for (RecordComponent component : body.getClass().getRecordComponents()) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && read(component, body) == null) {
        problems.add(component.getName(), null, component.getName() + " is required");
      }
    }
    problems.throwIfAny();
    return body;
  }

  private static @Nullable Object read(RecordComponent component, Object body) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(body);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
