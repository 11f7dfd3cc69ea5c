package dev.tradewind.platform.access.internal;

import dev.tradewind.platform.shared.PlatformSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.stereotype.Component;

/** Refuses to be reachable from other machines before anybody has set a password. */
@Component
final class BindGuard {
  BindGuard(PlatformSettings settings, Users users) throws UnknownHostException {
    if (!InetAddress.getByName(settings.bind()).isLoopbackAddress() && users.isEmpty()) {
      throw new IllegalStateException(
          "will not listen on "
              + settings.bind()
              + " before a user with a password exists; start without TRADEWIND_BIND, open the"
              + " set-up link, then start again");
    }
  }
}
