package org.doorstep.system.bench;

import java.util.List;

/// One question put to the real programs.
interface Scenario {

    /// What `bench NAME` calls it.
    String name();

    List<Finding> run(Extent extent) throws Exception;
}
