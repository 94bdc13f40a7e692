package org.doorstep.kiosk.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.relay.contract.talk.SmallArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AreaBookTest {
    @TempDir
    private Path folder;

    @Test
    void theOfficialColumnsAreFoundWhereverTheyStand() throws IOException {
        write(AreaBook.POSTCODES, """
                "pcd","pcds","dointr","lsoa21cd","lat"
                "ZZ1 1AA","ZZ1 1AA","198001","E01000001",51.5
                "ZZ1 2AB","ZZ1 2AB","198001","E01000002",51.6
                "ZZ9 9ZZ","ZZ9 9ZZ","198001","",99.9
                """);
        write(AreaBook.DECILES, """
                LSOA code (2021),LSOA name (2021),Local Authority District name (2024),"Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)","Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
                E01000001,"Fold, Upper 001A",Millbrook,300,1
                E01000002,Fold 001B,Millbrook,20000,7
                """);
        AreaBook book = AreaBook.in(folder);

        assertThat(book.find("zz11aa")).contains(new AreaBook.Place(new SmallArea("E01000001", 1), "Fold, Upper 001A"));
        assertThat(book.find(" ZZ1-2ab ")).contains(new AreaBook.Place(new SmallArea("E01000002", 7), "Fold 001B"));
        assertThat(book.find("ZZ9 9ZZ")).isEmpty();
        assertThat(book.name(new SmallArea("E01000002", 7))).isEqualTo("Fold 001B");
        assertThat(book.name(new SmallArea("E01000099", 3))).isEqualTo("E01000099");
    }

    @Test
    void withoutAListOrWithABrokenOneNobodyIsAsked() throws IOException {
        assertThat(AreaBook.in(folder).isThere()).isFalse();
        write(AreaBook.POSTCODES, "postcode,area\nZZ1 1AA,E01000001\n");
        assertThat(AreaBook.in(folder).isThere()).isFalse();
        write(AreaBook.POSTCODES, "pcds,lsoa21cd\nZZ1 1AA,nowhere\n");
        assertThat(AreaBook.in(folder).isThere()).isFalse();
        write(AreaBook.POSTCODES, "pcds,lsoa21cd\nZZ1 1AA\n");
        assertThat(AreaBook.in(folder).isThere()).isFalse();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
