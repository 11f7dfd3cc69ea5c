package dev.tradewind.platform;

import dev.tradewind.platform.launch.Launcher;
import dev.tradewind.platform.operations.JobKind;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The application as a process whose builds of features never get past their first half. */
@Import(TradewindApplication.class)
class StuckBuildApplication {
  @Bean
  static JobGate jobGate() {
    return new JobGate(false, JobKind.FEATURE_BUILD, 0.5);
  }

  public static void main(String[] arguments) {
    Launcher.main(StuckBuildApplication.class, arguments);
  }
}
