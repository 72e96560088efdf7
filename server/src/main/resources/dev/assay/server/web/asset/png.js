// A panel as a picture: what is on the screen, drawn again. No markup is made, nothing is loaded.
export function save(panel, name) {
  const scale = Math.max(2, window.devicePixelRatio);
  const frame = panel.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = frame.width * scale;
  canvas.height = frame.height * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.translate(-frame.left, -frame.top);
  paint(panel, pen);
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
}

function paint(node, pen) {
  if (node.nodeType === Node.TEXT_NODE) {
    text(node, pen);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".tools, script, template, .tip")) return;
  const style = getComputedStyle(node);
  if (style.display === "none" || style.visibility === "hidden") return;
  const box = node.getBoundingClientRect();
  if (node.tagName === "CANVAS") {
    pen.drawImage(node, box.left, box.top, box.width, box.height);
    return;
  }
  if (node.tagName === "rect" || node.tagName === "line" || node.tagName === "circle" || node.tagName === "polygon" || node.tagName === "polyline") {
    shape(node, style, box, pen);
    return;
  }
  if (style.backgroundColor !== "rgba(0, 0, 0, 0)") {
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(box.left, box.top, box.width, box.height);
  }
  const top = parseFloat(style.borderTopWidth);
  if (top > 0 && style.borderTopStyle !== "none" && node.classList.contains("swatch")) {
    pen.strokeStyle = style.borderTopColor;
    pen.lineWidth = top;
    pen.setLineDash(style.borderTopStyle === "dashed" ? [5, 3] : style.borderTopStyle === "dotted" ? [2, 2] : []);
    pen.beginPath();
    pen.moveTo(box.left, box.top + top / 2);
    pen.lineTo(box.right, box.top + top / 2);
    pen.stroke();
    pen.setLineDash([]);
  }
  node.childNodes.forEach((child) => paint(child, pen));
}

function shape(node, style, box, pen) {
  pen.globalAlpha = parseFloat(style.opacity);
  pen.beginPath();
  if (node.tagName === "circle") pen.arc(box.left + box.width / 2, box.top + box.height / 2, box.width / 2, 0, 2 * Math.PI);
  else if (node.tagName === "rect") pen.rect(box.left, box.top, box.width, box.height);
  else corners(node).forEach((point, i) => (i ? pen.lineTo(point.x, point.y) : pen.moveTo(point.x, point.y)));
  if (style.fill !== "none" && node.tagName !== "line") {
    pen.fillStyle = style.fill;
    pen.fill();
  }
  if ((node.tagName === "line" || node.tagName === "polyline") && style.stroke !== "none") {
    const toScreen = node.getScreenCTM();
    pen.strokeStyle = style.stroke;
    pen.lineWidth = parseFloat(style.strokeWidth) * toScreen.a;
    pen.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map((part) => parseFloat(part) * toScreen.a));
    pen.stroke();
    pen.setLineDash([]);
  }
  pen.globalAlpha = 1;
}

function corners(node) {
  const toScreen = node.getScreenCTM();
  const points = node.tagName === "line"
    ? [new DOMPoint(node.x1.baseVal.value, node.y1.baseVal.value), new DOMPoint(node.x2.baseVal.value, node.y2.baseVal.value)]
    : [...node.points];
  return points.map((point) => point.matrixTransform(toScreen));
}

function text(node, pen) {
  if (!node.data.trim()) return;
  const style = getComputedStyle(node.parentElement);
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  pen.fillStyle = style.color;
  pen.textBaseline = "alphabetic";
  // A text may be broken over lines: each word is drawn where it stands.
  const range = document.createRange();
  for (const word of node.data.matchAll(/\S+/g)) {
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const box = range.getBoundingClientRect();
    if (box.width > 0) pen.fillText(word[0], box.left, box.bottom - box.height * 0.24);
  }
}
