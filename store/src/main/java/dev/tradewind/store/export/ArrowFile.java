package dev.tradewind.store.export;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.tradewind.store.FeatureFrame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/**
 * Writes the Arrow IPC file format, version 5: a schema of timestamps and doubles, record batches
 * of plain buffers, a footer. The metadata classes are Arrow's own; Arrow's vectors are not used
 * because they need access to the inside of the JDK. Source: Apache Arrow, Columnar Format 1.5,
 * "Serialization and Interprocess Communication".
 */
final class ArrowFile {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  static final int BATCH_ROWS = 65_536;

  private final OutputStream out;
  private final List<long[]> blocks = new ArrayList<>();
  private long position;

  private ArrowFile(OutputStream out) {
    this.out = out;
  }

  /** A column: doubles, or times in microseconds with {@code Long.MAX_VALUE} for none. */
  private static final class Column {
    private final String name;
    private final boolean isTime;
    private final double[] values;
    private final long[] times;

    private Column(String name, boolean isTime, double[] values, long[] times) {
      this.name = name;
      this.isTime = isTime;
      this.values = values;
      this.times = times;
    }

    static Column ofValues(String name, double[] values) {
      return new Column(name, false, values, new long[0]);
    }

    static Column ofTimes(String name, long[] times) {
      return new Column(name, true, new double[0], times);
    }

    boolean isNull(int row) {
      return isTime ? times[row] == Long.MAX_VALUE : Double.isNaN(values[row]);
    }

    long bits(int row) {
      return isTime ? times[row] : Double.doubleToRawLongBits(values[row]);
    }
  }

  static void write(FeatureFrame frame, Path target) throws IOException {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.ofTimes("open_time", frame.openMicros()));
    List<String> names = FeatureExport.columns(frame);
    int features = frame.features().size();
    for (int c = 0; c < features; c++) {
      columns.add(Column.ofValues(names.get(c), frame.values(c)));
    }
    for (int c = 0; c < features; c++) {
      columns.add(Column.ofTimes(names.get(features + c), frame.knownAtMicros(c)));
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
      new ArrowFile(out).write(columns, frame.rows());
    }
  }

  private void write(List<Column> columns, int rows) throws IOException {
    put(MAGIC);
    put(new byte[2]);
    FlatBufferBuilder schema = new FlatBufferBuilder();
    message(schema, MessageHeader.Schema, schema(schema, columns), 0);
    for (int from = 0; from < rows; from += BATCH_ROWS) {
      batch(columns, from, Math.min(rows, from + BATCH_ROWS));
    }
    put(integers(-1, 0));
    byte[] footer = footer(columns);
    put(footer);
    put(integers(footer.length));
    put(MAGIC);
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  private static byte[] integers(int... numbers) {
    byte[] bytes = new byte[4 * numbers.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(numbers);
    return bytes;
  }

  private static int schema(FlatBufferBuilder to, List<Column> columns) {
    int[] fields = new int[columns.size()];
    for (int c = 0; c < fields.length; c++) {
      Column column = columns.get(c);
      int name = to.createString(column.name);
      int zone = to.createString("UTC");
      int type =
          column.isTime
              ? Timestamp.createTimestamp(to, TimeUnit.MICROSECOND, zone)
              : FloatingPoint.createFloatingPoint(to, Precision.DOUBLE);
      int children = Field.createChildrenVector(to, new int[0]);
      Field.startField(to);
      Field.addName(to, name);
      Field.addNullable(to, c > 0);
      Field.addTypeType(to, column.isTime ? Type.Timestamp : Type.FloatingPoint);
      Field.addType(to, type);
      Field.addChildren(to, children);
      fields[c] = Field.endField(to);
    }
    int vector = Schema.createFieldsVector(to, fields);
    Schema.startSchema(to);
    Schema.addEndianness(to, Endianness.Little);
    Schema.addFields(to, vector);
    return Schema.endSchema(to);
  }

  /** Writes a message without its body; answers the bytes it took. */
  private int message(FlatBufferBuilder to, byte type, int header, long bodyLength)
      throws IOException {
    Message.startMessage(to);
    Message.addVersion(to, MetadataVersion.V5);
    Message.addHeaderType(to, type);
    Message.addHeader(to, header);
    Message.addBodyLength(to, bodyLength);
    Message.finishMessageBuffer(to, Message.endMessage(to));
    byte[] metadata = to.sizedByteArray();
    int padded = Math.ceilDiv(metadata.length, 8) * 8;
    put(integers(-1, padded));
    put(metadata);
    put(new byte[padded - metadata.length]);
    return padded + 8;
  }

  private void batch(List<Column> columns, int from, int to) throws IOException {
    int rows = to - from;
    long validity = Math.ceilDiv(Math.ceilDiv(rows, 8), 8) * 8L;
    FlatBufferBuilder meta = new FlatBufferBuilder();
    long[] nulls = new long[columns.size()];
    long body = 0;
    for (int c = 0; c < nulls.length; c++) {
      for (int row = from; row < to; row++) {
        nulls[c] += columns.get(c).isNull(row) ? 1 : 0;
      }
      body += (nulls[c] > 0 ? validity : 0) + 8L * rows;
    }
    int buffers = buffers(meta, nulls, validity, rows);
    RecordBatch.startNodesVector(meta, nulls.length);
    for (int c = nulls.length - 1; c >= 0; c--) {
      FieldNode.createFieldNode(meta, rows, nulls[c]);
    }
    int nodes = meta.endVector();
    RecordBatch.startRecordBatch(meta);
    RecordBatch.addLength(meta, rows);
    RecordBatch.addNodes(meta, nodes);
    RecordBatch.addBuffers(meta, buffers);
    int header = RecordBatch.endRecordBatch(meta);
    long start = position;
    int metadata = message(meta, MessageHeader.RecordBatch, header, body);
    blocks.add(new long[] {start, metadata, body});
    for (int c = 0; c < nulls.length; c++) {
      if (nulls[c] > 0) {
        put(validity(columns.get(c), from, to, (int) validity));
      }
      byte[] bytes = new byte[8 * rows];
      ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int row = from; row < to; row++) {
        data.putLong(columns.get(c).isNull(row) ? 0 : columns.get(c).bits(row));
      }
      put(bytes);
    }
  }

  /** Two buffers a column; a column without nulls has an empty first one. */
  private static int buffers(FlatBufferBuilder to, long[] nulls, long validity, int rows) {
    long[] offsets = new long[nulls.length];
    long at = 0;
    for (int c = 0; c < nulls.length; c++) {
      offsets[c] = at;
      at += (nulls[c] > 0 ? validity : 0) + 8L * rows;
    }
    RecordBatch.startBuffersVector(to, 2 * nulls.length);
    for (int c = nulls.length - 1; c >= 0; c--) {
      long first = nulls[c] > 0 ? validity : 0;
      Buffer.createBuffer(to, offsets[c] + first, 8L * rows);
      Buffer.createBuffer(to, offsets[c], first);
    }
    return to.endVector();
  }

  private static byte[] validity(Column column, int from, int to, int length) {
    byte[] bits = new byte[length];
    for (int row = from; row < to; row++) {
      if (!column.isNull(row)) {
        bits[(row - from) / 8] |= (byte) (1 << ((row - from) % 8));
      }
    }
    return bits;
  }

  private byte[] footer(List<Column> columns) {
    FlatBufferBuilder to = new FlatBufferBuilder();
    int schema = schema(to, columns);
    Footer.startDictionariesVector(to, 0);
    int dictionaries = to.endVector();
    Footer.startRecordBatchesVector(to, blocks.size());
    for (int b = blocks.size() - 1; b >= 0; b--) {
      long[] block = blocks.get(b);
      Block.createBlock(to, block[0], (int) block[1], block[2]);
    }
    int batches = to.endVector();
    Footer.startFooter(to);
    Footer.addVersion(to, MetadataVersion.V5);
    Footer.addSchema(to, schema);
    Footer.addDictionaries(to, dictionaries);
    Footer.addRecordBatches(to, batches);
    Footer.finishFooterBuffer(to, Footer.endFooter(to));
    return to.sizedByteArray();
  }
}
