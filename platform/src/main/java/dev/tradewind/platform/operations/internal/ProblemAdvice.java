package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.operations.UnreadableJsonException;
import dev.tradewind.platform.shared.FieldProblem;
import dev.tradewind.platform.shared.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every error as a problem document (RFC 9457) without anything from inside. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(ProblemException.class)
  ResponseEntity<Object> problem(ProblemException problem) {
    HttpHeaders headers = new HttpHeaders();
    if (problem.retryAfterSeconds() > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
    }
    return answer(
        HttpStatusCode.valueOf(problem.status()),
        String.valueOf(problem.getMessage()),
        problem.errors(),
        headers);
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<Object> unexpected(Exception e, HttpServletRequest request) {
    String reference = UUID.randomUUID().toString();
    LOG.error(
        "{} {} failed, reference {}",
        request.getMethod(),
        request.getRequestURI().replaceAll("[\\r\\n]", " "),
        reference,
        e);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "something went wrong inside; the log has the details under " + reference,
        List.of(),
        new HttpHeaders());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return unreadable(e.getCause());
  }

  @ExceptionHandler(UnreadableJsonException.class)
  ResponseEntity<Object> unreadableJson(UnreadableJsonException e) {
    return unreadable(e.getCause());
  }

  private static ResponseEntity<Object> unreadable(@Nullable Throwable cause) {
    List<FieldProblem> errors = JsonProblems.of(cause);
    String detail = errors.isEmpty() ? "this is not valid JSON" : errors.getFirst().message();
    return answer(HttpStatus.BAD_REQUEST, detail, errors, new HttpHeaders());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String field = String.valueOf(e.getPropertyName());
    Class<?> type = e.getRequiredType();
    String message = field + " must be a " + (type == null ? "valid value" : plain(type));
    String value = e.getValue() == null ? null : e.getValue().toString();
    return answer(
        HttpStatus.BAD_REQUEST, message, List.of(new FieldProblem(field, value, message)), headers);
  }

  private static String plain(Class<?> type) {
    return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "number" : "valid value";
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    return answer(HttpStatus.NOT_FOUND, "there is nothing at this address", List.of(), headers);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        body instanceof ProblemDetail problem && problem.getDetail() != null
            ? problem.getDetail()
            : "the request cannot be served";
    return answer(status, detail, List.of(), headers);
  }

  static ResponseEntity<Object> answer(
      HttpStatusCode status, String detail, List<FieldProblem> errors, HttpHeaders headers) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setProperty("errors", errors);
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(body, all, status);
  }
}
