#!/usr/bin/perl
# Guest agent on the management link. One connection, one request:
#   "run LENGTH\n" + script     runs it with bash in its own process group
#   "shell ROWS COLUMNS\n"      an interactive shell on a pseudo terminal, raw bytes both ways
# Reply to run: frames "o LENGTH\n"+bytes (stdout), "e LENGTH\n"+bytes (stderr), last "x CODE\n".
# A client that hangs up takes the script's whole process group with it.
use strict;
use warnings;
use IO::Socket::INET;
use POSIX ();

my ($address) = split m{/}, $ENV{lab_mgmt};
my $listener = IO::Socket::INET->new(LocalAddr => $address, LocalPort => 7000, Listen => 64, ReuseAddr => 1)
  or die "agent: cannot listen on $address:7000: $!";
$SIG{PIPE} = $SIG{CHLD} = 'IGNORE';
print "twinsite agent ready\n";

while (1) {
    my $client = $listener->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) { close $listener; serve($client); POSIX::_exit(0) }
    close $client;
}

sub serve {
    my ($client) = @_;
    $SIG{CHLD} = 'DEFAULT';
    my $request = read_line($client);
    if ($request =~ /^run (\d+)$/) { run_script($client, read_bytes($client, $1)) }
    elsif ($request =~ /^shell (\d+) (\d+)$/) { shell($client, $1, $2) }
}

sub read_line {
    my ($client) = @_;
    my $line = '';
    while (sysread($client, my $byte, 1)) { return $line if $byte eq "\n"; $line .= $byte }
    return $line;
}

sub read_bytes {
    my ($client, $length) = @_;
    my $bytes = '';
    while (length $bytes < $length) { sysread($client, $bytes, $length - length $bytes, length $bytes) or last }
    return $bytes;
}

sub run_script {
    my ($client, $script) = @_;
    pipe my $out, my $out_end or die $!;
    pipe my $err, my $err_end or die $!;
    $SIG{CHLD} = sub { };    # only there to interrupt select
    my $pid = fork // die $!;
    if ($pid == 0) {
        POSIX::setsid();
        $SIG{$_} = 'DEFAULT' for qw(PIPE CHLD);
        open STDIN, '<', '/dev/null';
        POSIX::dup2(fileno $out_end, 1);
        POSIX::dup2(fileno $err_end, 2);
        exec {'bash'} 'bash', '-c', $script or POSIX::_exit(127);
    }
    close $out_end;
    close $err_end;
    relay($client, $pid, { fileno($out) => 'o', fileno($err) => 'e' }, [$out, $err]);
}

# Ends with the script's own exit, not with the end of its output: a daemon it left behind may hold the pipes.
sub relay {
    my ($client, $pid, $tag, $pipes) = @_;
    my %open = map { fileno($_) => $_ } @$pipes;
    my ($done, $status);
    while (1) {
        if (!$done && waitpid($pid, POSIX::WNOHANG()) == $pid) { $done = 1; $status = $? }
        my $want = '';
        vec($want, $_, 1) = 1 for keys %open, fileno $client;
        my $count = select($want, undef, undef, $done ? 0 : 0.1);
        if ($count > 0 && vec($want, fileno $client, 1)) { kill 'KILL', -$pid; return }
        my $moved = 0;
        for my $fd ($count > 0 ? grep { vec($want, $_, 1) } keys %open : ()) {
            if (sysread($open{$fd}, my $bytes, 65536)) { frame($client, $tag->{$fd}, $bytes); $moved = 1 }
            else { delete $open{$fd} }
        }
        next if $moved || !$done;
        my $code = $status & 127 ? 128 + ($status & 127) : $status >> 8;
        put($client, "x $code\n");
        return;
    }
}

sub frame {
    my ($client, $kind, $bytes) = @_;
    put($client, "$kind " . length($bytes) . "\n$bytes");
}

sub put {
    my ($client, $bytes) = @_;
    while (length $bytes) {
        my $count = syswrite($client, $bytes);
        # The end of the script may come while the client is slow to read.
        next if !defined $count && $! == POSIX::EINTR();
        return unless defined $count;
        substr($bytes, 0, $count, '');
    }
}

sub shell {
    my ($client, $rows, $columns) = @_;
    open STDIN,  '<&', $client;
    open STDOUT, '>&', $client;
    open STDERR, '>&', $client;
    $SIG{PIPE} = 'DEFAULT';
    $ENV{TERM} //= 'xterm';
    $ENV{PS1} = '\h:\w# ';
    exec 'script', '-qfc', "stty rows $rows cols $columns; exec bash --norc -i", '/dev/null';
}
