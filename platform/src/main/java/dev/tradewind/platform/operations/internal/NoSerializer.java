package dev.tradewind.platform.operations.internal;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks carry no data: a job's identity is the name of its task. So nothing that somebody wrote
 * into the column of task data is ever read, least of all as a serialised Java object.
 */
final class NoSerializer implements Serializer {
  @Override
  public byte[] serialize(@Nullable Object data) {
    if (data != null) {
      throw new IllegalArgumentException("tasks carry no data, was " + data.getClass().getName());
    }
    return new byte[0];
  }

  @Override
  public <T> T deserialize(Class<T> type, byte[] serialized) {
    throw new IllegalArgumentException(
        "tasks carry no data; refused " + serialized.length + " bytes as " + type.getName());
  }
}
