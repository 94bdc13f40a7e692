// Node-RED for the bench alone: on loopback, without an editor, telemetry or anything fetched while it runs.
module.exports = {
    flowFile: 'flows.json',
    uiHost: '127.0.0.1',
    uiPort: Number(process.env.BENCH_UI_PORT),
    httpAdminRoot: false,
    credentialSecret: false,
    telemetry: { enabled: false },
    externalModules: { autoInstall: false, palette: { allowInstall: false }, modules: { allowInstall: false } },
    functionGlobalContext: { say: (line) => process.stdout.write(line + '\n') },
    logging: { console: { level: 'warn', metrics: false, audit: false } },
};

// Whoever started it holds its standard input; when that ends, so does this, however the other ended.
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
