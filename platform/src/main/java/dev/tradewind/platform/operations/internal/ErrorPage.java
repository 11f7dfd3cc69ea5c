package dev.tradewind.platform.operations.internal;

import dev.tradewind.platform.access.Allow;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Errors that happen outside of controllers, as problem documents too. */
@RestController
@Hidden
class ErrorPage implements ErrorController {
  @RequestMapping("/error")
  @Allow(Allow.To.ANYONE)
  ResponseEntity<Object> error(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    HttpStatus known = status == null ? HttpStatus.NOT_FOUND : status;
    return ProblemAdvice.answer(known, known.getReasonPhrase(), List.of(), new HttpHeaders());
  }
}
