package dev.tradewind.platform;

import dev.tradewind.platform.launch.Launcher;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. {@code ./tradewind up} runs {@link #main}. */
@SpringBootApplication(proxyBeanMethods = false)
public class TradewindApplication {
  /** Starts the platform and stays until it is told to end. */
  public static void main(String[] arguments) {
    Launcher.main(TradewindApplication.class, arguments);
  }
}
