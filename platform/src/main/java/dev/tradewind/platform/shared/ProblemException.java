package dev.tradewind.platform.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be served, answered as a problem document (RFC 9457). */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<FieldProblem> errors;
  private final long retryAfterSeconds;

  /** A problem with an HTTP status. */
  public ProblemException(int status, String detail, List<FieldProblem> errors) {
    this(status, detail, errors, 0);
  }

  private ProblemException(
      int status, String detail, List<FieldProblem> errors, long retryAfterSeconds) {
    super(detail);
    this.status = status;
    this.errors = List.copyOf(errors);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** 404. */
  public static ProblemException notFound(String detail) {
    return new ProblemException(404, detail, List.of());
  }

  /** 409. */
  public static ProblemException conflict(String detail) {
    return new ProblemException(409, detail, List.of());
  }

  /** 400 for one field. */
  public static ProblemException field(String field, @Nullable String value, String message) {
    return new ProblemException(400, message, List.of(new FieldProblem(field, value, message)));
  }

  /** 401. */
  public static ProblemException unauthorized(String detail) {
    return new ProblemException(401, detail, List.of());
  }

  /** 403. */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(403, detail, List.of());
  }

  /** 429 with the time to wait. */
  public static ProblemException tooMany(String detail, long retryAfterSeconds) {
    return new ProblemException(429, detail, List.of(), retryAfterSeconds);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** What is wrong, field by field. */
  public List<FieldProblem> errors() {
    return errors;
  }

  /** Seconds to wait before trying again; 0 where that does not apply. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
