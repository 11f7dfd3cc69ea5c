package dev.tradewind.spark;

import dev.tradewind.engine.market.BarSeries;
import dev.tradewind.engine.market.Instrument;
import dev.tradewind.engine.time.Timeframe;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** Bars from Parquet files as {@code data export} writes them, by Spark's own libraries. */
final class ParquetBars {
  private static final List<String> COLUMNS =
      List.of("timestamp", "open", "high", "low", "close", "volume");

  private ParquetBars() {}

  /** As of {@link dev.tradewind.cluster.StudySpec.BarReader}. */
  static BarSeries read(String place, Instrument instrument, Timeframe timeframe) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(place), new Configuration()))) {
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      long scale = microsOf(place, schema);
      int rows = Math.toIntExact(reader.getRecordCount());
      BarSeries.Builder builder = BarSeries.builder(instrument, timeframe, rows);
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        ColumnReadStoreImpl store =
            new ColumnReadStoreImpl(
                group,
                new GroupRecordConverter(schema).getRootConverter(),
                schema,
                reader.getFooter().getFileMetaData().getCreatedBy());
        ColumnReader[] columns =
            COLUMNS.stream()
                .map(each -> schema.getColumnDescription(new String[] {each}))
                .map(store::getColumnReader)
                .toArray(ColumnReader[]::new);
        for (long row = 0; row < group.getRowCount(); row++) {
          builder.append(
              Math.multiplyExact(time(columns[0]), scale),
              number(columns[1]),
              number(columns[2]),
              number(columns[3]),
              number(columns[4]),
              number(columns[5]));
        }
      }
      return builder.build();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          place
              + " cannot be read as bars by an executor: "
              + e.getMessage()
              + "; it must be a file of 'tradewind data export', under a name that means the same"
              + " on every machine",
          e);
    }
  }

  /** Microseconds of the unit of the times. */
  private static long microsOf(String place, MessageType schema) {
    for (String each : COLUMNS) {
      boolean isTime = each.equals("timestamp");
      PrimitiveType.PrimitiveTypeName wanted =
          isTime ? PrimitiveType.PrimitiveTypeName.INT64 : PrimitiveType.PrimitiveTypeName.DOUBLE;
      if (!schema.containsField(each)
          || !schema.getType(each).isPrimitive()
          || schema.getType(each).asPrimitiveType().getPrimitiveTypeName() != wanted) {
        throw new IllegalArgumentException(
            "column " + each + " of " + place + " must be " + wanted + ", has " + schema);
      }
    }
    TimeUnit unit =
        schema.getType("timestamp").getLogicalTypeAnnotation()
                instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation stamp
            ? stamp.getUnit()
            : TimeUnit.NANOS;
    return switch (unit) {
      case MILLIS -> 1_000;
      case MICROS -> 1;
      case NANOS ->
          throw new IllegalArgumentException(
              "column timestamp of " + place + " must be a time in milli- or microseconds");
    };
  }

  private static long time(ColumnReader column) {
    require(column);
    long value = column.getLong();
    column.consume();
    return value;
  }

  private static double number(ColumnReader column) {
    require(column);
    double value = column.getDouble();
    column.consume();
    return value;
  }

  private static void require(ColumnReader column) {
    if (column.getCurrentDefinitionLevel() < column.getDescriptor().getMaxDefinitionLevel()) {
      throw new IllegalArgumentException(
          "column " + column.getDescriptor().getPath()[0] + " lacks a value");
    }
  }
}
