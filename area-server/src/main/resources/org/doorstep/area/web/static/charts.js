// Draws each hub's weeks as bars. Numbers and words come with the page; the sentence and the table say the same without
// this script. A suppressed week is a hollow box up to 8, where the true count may lie; a running week is striped, an incomplete one dotted.
"use strict";

(() => {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const HIDDEN_BELOW = 8;

  const barOf = (bar) => {
    if (bar.kind === "nothing") {
      return { value: null };
    }
    if (bar.kind === "suppressed") {
      return {
        value: HIDDEN_BELOW,
        itemStyle: { color: "transparent", borderColor: token("--line-strong"), borderWidth: 1.5, borderType: "dashed" },
      };
    }
    const style = { color: bar.complete ? token("--brand") : token("--notice") };
    if (bar.soFar) {
      style.decal = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [4, 4], rotation: -Math.PI / 4, color: token("--surface") };
    }
    if (!bar.complete) {
      style.decal = { symbol: "circle", symbolSize: 0.5, dashArrayX: [[6, 6]], dashArrayY: [6, 0], color: token("--surface") };
    }
    return { value: bar.value, itemStyle: style };
  };

  const optionOf = (data) => ({
    animation: false,
    aria: { enabled: true, label: { description: data.described } },
    textStyle: { fontFamily: token("--font"), color: token("--ink") },
    grid: { left: 8, right: 8, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "shadow" },
      formatter: (points) => echarts.format.encodeHTML(data.bars[points[0].dataIndex].label),
    },
    xAxis: {
      type: "category",
      data: data.bars.map((bar) => bar.week),
      axisLabel: { color: token("--ink-soft"), hideOverlap: true },
      axisLine: { lineStyle: { color: token("--line-strong") } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      minInterval: 5,
      axisLabel: { color: token("--ink-soft") },
      splitLine: { lineStyle: { color: token("--line") } },
    },
    series: [{ name: data.figure, type: "bar", barCategoryGap: "25%", data: data.bars.map(barOf) }],
  });

  for (const box of document.querySelectorAll("[data-chart]")) {
    const data = JSON.parse(box.dataset.chart);
    const chart = echarts.init(box, null, { renderer: "svg" });
    chart.setOption(optionOf(data));
    new ResizeObserver(() => chart.resize()).observe(box);
  }
})();
