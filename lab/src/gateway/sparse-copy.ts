import { mustRun } from '../host/run-command.js';

/** lseek(2) by SEEK_DATA (3) and SEEK_HOLE (4), which Node does not have; Debian always has Perl. */
const SCRIPT = `use strict;
my ($file, $from, $to, $length) = @ARGV;
open(my $f, '+<:raw', $file) or die "$file: $!";
my ($at, $end) = ($from, $from + $length);
while (defined(my $data = sysseek($f, $at, 3))) {
  last if $data >= $end;
  my $hole = sysseek($f, $data, 4);
  $hole = $end if $hole > $end;
  while ($data < $hole) {
    my $most = $hole - $data > 1 << 20 ? 1 << 20 : $hole - $data;
    sysseek($f, $data, 0) && sysread($f, my $bytes, $most) or die "reading at $data: $!";
    sysseek($f, $data - $from + $to, 0) && syswrite($f, $bytes) == length $bytes or die "writing: $!";
    $data += length $bytes;
  }
  $at = $hole;
}`;

/** Where in one file to copy from and to. Unit: bytes. */
export interface SparseCopy {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Copies what has been written of a range into one that reads as zeros; holes cost nothing, however long they are. */
export async function sparseCopy(
  { file, from, to, length }: SparseCopy,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  const place = [from, to, length].map(String);
  await mustRun(['perl', '-e', SCRIPT, file, ...place], { deadlineMs, signal });
}
