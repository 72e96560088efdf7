package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.monitor.internal.SipHash;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Slice;
import dev.assay.stats.interval.Estimate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The alerts there are, through their states, and what has become of them since last asked. */
final class AlertBook {

  private static final int MOST_ALERTS = 10_000;
  private static final int MOST_SILENCES = 1_000;
  private static final int LONGEST = 1 << 16;
  private static final SipHash IDS = SipHash.withSalt("assay.alert");

  /** What a monitor says of a slice. */
  record Report(
      String title,
      @Nullable Estimate before,
      @Nullable Estimate now,
      @Nullable Estimate change,
      Instant since,
      Instant at,
      long count,
      String wrong) {}

  /** What an alert that opens is filled with. */
  record Filling(
      List<Alert.Concentration> concentrations, List<String> examples, List<String> marks) {

    static final Filling NONE = new Filling(List.of(), List.of(), List.of());
  }

  /** Makes it, when it is needed. */
  interface Filler {
    Filling fill();
  }

  private static final class Entry {
    private Alert alert;
    // From when on it lasts without interruption.
    private Instant holdsSince;
    private @Nullable Instant toldAt;
    private long toldInPeriod;
    private Instant period = Instant.EPOCH;
    private boolean escalated;

    Entry(Alert alert, Instant holdsSince) {
      this.alert = alert;
      this.holdsSince = holdsSince;
    }
  }

  // By monitor and key.
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final TreeMap<String, Silence> silences = new TreeMap<>();
  private List<AlertChange> changes = new ArrayList<>();
  private long refused;

  /** What has become of alerts since this was last asked. */
  List<AlertChange> drain() {
    List<AlertChange> all = changes;
    changes = new ArrayList<>();
    return all;
  }

  /** Alerts that are pending or firing, or were resolved not long ago. */
  List<Alert> alerts() {
    return entries.values().stream().map(entry -> entry.alert).toList();
  }

  Collection<Silence> silences() {
    return silences.values();
  }

  /** How many alerts there was no room for. */
  long refused() {
    return refused;
  }

  private static String key(MonitorDefinition monitor, String key) {
    return monitor.name() + "\0" + key;
  }

  /** Something speaks for it; nobody is told. */
  void suspect(MonitorDefinition monitor, String key, Slice slice, Report report, Instant now) {
    Entry entry = entries.get(key(monitor, key));
    if (entry == null || entry.alert.state() == AlertState.RESOLVED) {
      create(monitor, key, slice, report, now);
    } else if (entry.alert.state() == AlertState.PENDING) {
      entry.alert = Alerts.told(entry.alert, report, now);
      entry.holdsSince = now;
    }
  }

  /** It holds: fires now, or once it has lasted, and not while its predecessor cools down. */
  void raise(
      MonitorDefinition monitor,
      String key,
      Slice slice,
      Report report,
      Instant now,
      Filler filler) {
    String full = key(monitor, key);
    Entry entry = entries.get(full);
    Instant cool = null;
    if (entry != null && entry.alert.state() == AlertState.RESOLVED) {
      Instant resolved = entry.alert.resolvedAt();
      cool = resolved == null ? null : resolved.plus(monitor.handling().cooldown());
      entry = null;
    }
    if (entry == null) {
      entry = create(monitor, key, slice, report, now);
      if (entry == null) {
        return;
      }
      if (cool != null && cool.isAfter(now)) {
        // As if it began to hold at the end of the cooldown, less the time it must hold.
        entry.holdsSince = cool.minus(monitor.handling().hold());
      }
    }
    Alert old = entry.alert;
    entry.alert = Alerts.told(old, report, now);
    if (old.state() == AlertState.FIRING) {
      if (!Alerts.same(old, entry.alert)) {
        changes.add(new AlertChange(entry.alert, AlertChange.What.UPDATED, false, now));
      }
      return;
    }
    if (!entry.holdsSince.plus(monitor.handling().hold()).isAfter(now)) {
      open(entry, monitor, now, filler);
    }
  }

  private void open(Entry entry, MonitorDefinition monitor, Instant now, Filler filler) {
    entry.alert = Alerts.opened(entry.alert, filler.fill(), now);
    boolean tell = tells(entry, monitor, now);
    changes.add(new AlertChange(entry.alert, AlertChange.What.OPENED, tell, now));
  }

  private boolean tells(Entry entry, MonitorDefinition monitor, Instant now) {
    if (entry.alert.silenced()) {
      return false;
    }
    if (monitor.condition() instanceof Condition.Immediate immediate) {
      if (!entry.period.plus(immediate.per()).isAfter(now)) {
        entry.period = now;
        entry.toldInPeriod = 0;
      }
      if (entry.toldInPeriod >= immediate.most()) {
        return false;
      }
      entry.toldInPeriod++;
    }
    entry.toldAt = now;
    return true;
  }

  /** Another finding of an alert that fires already: told as often as its rate allows. */
  void again(MonitorDefinition monitor, String key, Report report, String example, Instant now) {
    Entry entry = entries.get(key(monitor, key));
    if (entry == null || entry.alert.state() != AlertState.FIRING) {
      return;
    }
    entry.alert = Alerts.withExample(Alerts.told(entry.alert, report, now), example);
    changes.add(
        new AlertChange(entry.alert, AlertChange.What.UPDATED, tells(entry, monitor, now), now));
  }

  @Nullable Alert open(MonitorDefinition monitor, String key) {
    Entry entry = entries.get(key(monitor, key));
    return entry == null || entry.alert.state() == AlertState.RESOLVED ? null : entry.alert;
  }

  private @Nullable Entry create(
      MonitorDefinition monitor, String key, Slice slice, Report report, Instant now) {
    String full = key(monitor, key);
    if (entries.size() >= MOST_ALERTS && !entries.containsKey(full)) {
      refused++;
      return null;
    }
    Entry before = entries.get(full);
    String id =
        String.format(
            Locale.ROOT,
            "%016x",
            IDS.of(full + "\0" + report.at() + "\0" + (before == null ? "" : before.alert.id())));
    Alert alert =
        new Alert(
            id,
            monitor.name(),
            monitor.condition().kind(),
            slice.key(),
            group(monitor, slice),
            monitor.severity(),
            AlertState.PENDING,
            silenced(monitor.name(), slice.key(), now),
            null,
            report.title(),
            report.before(),
            report.now(),
            report.change(),
            report.since(),
            report.at(),
            now,
            null,
            null,
            report.count(),
            List.of(),
            List.of(),
            List.of(),
            report.wrong());
    Entry entry = new Entry(alert, now);
    if (before != null) {
      entry.toldInPeriod = before.toldInPeriod;
      entry.period = before.period;
    }
    entries.put(full, entry);
    changes.add(new AlertChange(alert, AlertChange.What.PENDING, false, now));
    return entry;
  }

  private static String group(MonitorDefinition monitor, Slice slice) {
    List<Slice.Part> parts =
        slice.parts().stream()
            .filter(part -> monitor.handling().groupBy().contains(part.dimension()))
            .toList();
    return parts.isEmpty() ? monitor.name() : monitor.name() + " " + new Slice(parts).key();
  }

  private boolean silenced(String monitor, String slice, Instant now) {
    return silences.values().stream().anyMatch(each -> each.covers(monitor, slice, now));
  }

  /** It is over, or what was pending came to nothing. */
  void clear(MonitorDefinition monitor, String key, String reason, Instant now) {
    Entry entry = entries.get(key(monitor, key));
    if (entry != null && entry.alert.state() != AlertState.RESOLVED) {
      resolve(entry, reason, now);
    }
  }

  private void resolve(Entry entry, String reason, Instant now) {
    boolean fired = entry.alert.state() == AlertState.FIRING;
    entry.alert = Alerts.resolved(entry.alert, reason, now);
    changes.add(
        new AlertChange(
            entry.alert,
            fired ? AlertChange.What.RESOLVED : AlertChange.What.DROPPED,
            fired && !entry.alert.silenced() && entry.toldAt != null,
            now));
  }

  /** Resolves what a monitor that is no more has left. */
  void clearAll(Collection<String> monitors, String reason, Instant now) {
    entries.values().stream()
        .filter(entry -> !monitors.contains(entry.alert.monitor()))
        .filter(entry -> entry.alert.state() != AlertState.RESOLVED)
        .forEach(entry -> resolve(entry, reason, now));
  }

  void silence(Silence silence, Instant now) {
    if (silences.size() >= MOST_SILENCES && !silences.containsKey(silence.id())) {
      throw new IllegalArgumentException(
          "silences: " + silences.size() + " (expected: at most " + MOST_SILENCES + ")");
    }
    silences.put(silence.id(), silence);
    hush(now);
  }

  void unsilence(String id, Instant now) {
    silences.remove(id);
    hush(now);
  }

  /** True if there is such an alert that is not resolved. */
  boolean acknowledge(String id, String by, Instant now) {
    for (Entry entry : entries.values()) {
      if (entry.alert.id().equals(id) && entry.alert.state() != AlertState.RESOLVED) {
        entry.alert = Alerts.acknowledged(entry.alert, by, now);
        changes.add(new AlertChange(entry.alert, AlertChange.What.ACKNOWLEDGED, false, now));
        return true;
      }
    }
    return false;
  }

  @Nullable Alert byId(String id) {
    return alerts().stream().filter(alert -> alert.id().equals(id)).findFirst().orElse(null);
  }

  /** Key of an alert within its monitor. */
  @Nullable String keyOf(String id) {
    return entries.entrySet().stream()
        .filter(each -> each.getValue().alert.id().equals(id))
        .map(each -> each.getKey().substring(each.getKey().indexOf('\0') + 1))
        .findFirst()
        .orElse(null);
  }

  private void hush(Instant now) {
    for (Entry entry : entries.values()) {
      Alert alert = entry.alert;
      boolean silenced = silenced(alert.monitor(), alert.slice(), now);
      if (alert.state() == AlertState.RESOLVED || silenced == alert.silenced()) {
        continue;
      }
      entry.alert = Alerts.silenced(alert, silenced, now);
      AlertChange.What what = silenced ? AlertChange.What.SILENCED : AlertChange.What.UNSILENCED;
      boolean tell = !silenced && alert.state() == AlertState.FIRING && entry.toldAt == null;
      entry.toldAt = tell ? now : entry.toldAt;
      changes.add(new AlertChange(entry.alert, what, tell, now));
    }
  }

  /** What time alone does. */
  void tick(List<MonitorDefinition> monitors, Instant now) {
    silences.values().removeIf(silence -> !silence.to().isAfter(now));
    hush(now);
    for (MonitorDefinition monitor : monitors) {
      Handling handling = monitor.handling();
      for (Entry entry : entries.subMap(monitor.name() + "\0", monitor.name() + "\1").values()) {
        if (entry.alert.state() == AlertState.FIRING) {
          escalate(entry, handling.escalate(), now);
          repeat(entry, handling.repeat(), now);
        }
      }
      entries
          .subMap(monitor.name() + "\0", monitor.name() + "\1")
          .values()
          .removeIf(entry -> over(entry.alert, handling.cooldown(), now));
    }
    List<String> names = monitors.stream().map(MonitorDefinition::name).toList();
    entries
        .values()
        .removeIf(
            entry ->
                entry.alert.state() == AlertState.RESOLVED
                    && !names.contains(entry.alert.monitor()));
  }

  private static boolean over(Alert alert, Duration cooldown, Instant now) {
    Instant resolved = alert.resolvedAt();
    return alert.state() == AlertState.RESOLVED
        && resolved != null
        && !resolved.plus(cooldown).isAfter(now);
  }

  private void escalate(Entry entry, @Nullable Duration after, Instant now) {
    Alert alert = entry.alert;
    if (after == null
        || entry.escalated
        || alert.acknowledgedBy() != null
        || alert.silenced()
        || entry.toldAt == null
        || entry.holdsSince.plus(after).isAfter(now)) {
      return;
    }
    entry.escalated = true;
    entry.alert = Alerts.escalated(alert, now);
    entry.toldAt = now;
    changes.add(new AlertChange(entry.alert, AlertChange.What.ESCALATED, true, now));
  }

  private void repeat(Entry entry, @Nullable Duration after, Instant now) {
    Instant told = entry.toldAt;
    if (after == null || told == null || entry.alert.silenced() || told.plus(after).isAfter(now)) {
      return;
    }
    entry.toldAt = now;
    changes.add(new AlertChange(entry.alert, AlertChange.What.REPEATED, true, now));
  }

  void write(StateWriter out) {
    out.count(refused);
    out.count(silences.size());
    for (Silence each : silences.values()) {
      out.text(each.id());
      out.text(Objects.requireNonNullElse(each.monitor(), ""));
      out.text(Objects.requireNonNullElse(each.slice(), ""));
      out.signed(each.from().getEpochSecond());
      out.signed(each.to().getEpochSecond());
      out.text(each.reason());
    }
    out.count(entries.size());
    entries.forEach(
        (key, entry) -> {
          out.text(key);
          out.block(Json.writeUtf8(AlertJson.write(entry.alert)));
          out.text(entry.holdsSince.toString());
          out.text(entry.toldAt == null ? "" : entry.toldAt.toString());
          out.count(entry.toldInPeriod);
          out.text(entry.period.toString());
          out.flag(entry.escalated);
        });
  }

  void read(StateReader in) {
    refused = in.count(Long.MAX_VALUE);
    int many = in.size(MOST_SILENCES, 6);
    for (int i = 0; i < many; i++) {
      String id = in.text(LONGEST);
      String monitor = in.text(LONGEST);
      String slice = in.text(LONGEST);
      silences.put(
          id,
          new Silence(
              id,
              monitor.isEmpty() ? null : monitor,
              slice.isEmpty() ? null : slice,
              States.instant(in),
              States.instant(in),
              in.text(LONGEST)));
    }
    int size = in.size(MOST_ALERTS, 6);
    for (int i = 0; i < size; i++) {
      String key = in.text(LONGEST);
      Alert alert = AlertJson.read(new String(in.block(), StandardCharsets.UTF_8));
      Entry entry = new Entry(alert, States.time(in));
      String told = in.text(100);
      entry.toldAt = told.isEmpty() ? null : States.time(in, told);
      entry.toldInPeriod = in.count(Long.MAX_VALUE);
      entry.period = States.time(in);
      entry.escalated = in.flag();
      entries.put(requireNonNull(key), entry);
    }
  }
}
