/// How a program tells whoever watches it that it goes on: metrics, and a service manager's watchdog.
package org.doorstep.relay.supervision;
