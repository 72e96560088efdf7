package dev.assay.core.gate;

import dev.assay.core.calibration.CalibrationFinding;
import java.util.List;
import java.util.Map;

/**
 * What there is of the calibrations that a gate asks for, found before it decides.
 *
 * @param findings for each criterion, one per evaluator it means; an empty list where it means none
 * @since 0.1
 */
public record GateCalibrations(Map<GateCriterion.Calibrated, List<CalibrationFinding>> findings) {

  /** Nobody looked: whatever asks for calibrations is inconclusive. */
  public static final GateCalibrations UNKNOWN = new GateCalibrations(Map.of());

  /** Copies the parts. */
  public GateCalibrations {
    findings = Map.copyOf(findings);
  }
}
